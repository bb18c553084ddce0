import { defineLoss } from "@surprisal/contract";
import { add, div0, neg, square, sub, sum, where } from "@surprisal/tensor";
import { isTarget } from "./isTarget.ts";
import { logProbability } from "./logProbability.ts";
import { unmasked } from "./unmasked.ts";
import { unmaskedCount } from "./unmaskedCount.ts";

/**
 * Squentropy: cross-entropy plus the mean of the squares of the other classes' logits.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @returns `[…]`, in [0, ∞].
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C.
 * @example
 * squentropy([[2, 1, 0.1]], [0]) // → [0.9220300]
 * @see Hui, Belkin & Wright, "Cut Your Losses with Squentropy", ICML 2023.
 */
export const squentropy = defineLoss({
  name: "squentropy",
  prediction: "logits",
  target: "classes",
  value: (logits, classes) => {
    const others = where(isTarget(classes, logits.shape.at(-1) ?? 0), 0, unmasked(logits, logits));
    const squares = div0(sum(square(others), { axis: -1 }), sub(unmaskedCount(logits), 1));
    return add(neg(logProbability(logits, classes)), squares);
  },
  traits: () => ({
    convex: true,
    bounded: false,
    lipschitz: false,
    differentiable: 2,
    shiftInvariant: false,
    symmetric: false,
    proper: false,
    calibrated: true,
  }),
});
