import { defineLoss } from "@surprisal/contract";
import { div, notEqual, pick, reshape, sub, sum, where } from "@surprisal/tensor";
import { unmaskedCount } from "./unmaskedCount.ts";

/**
 * Unhinged loss: the mean logit minus that of the true class, linear without end and so tolerant to label noise. It needs logits that
 * are held in bounds, by weight decay or normalization.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @returns `[…]`, in [−∞, ∞].
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C.
 * @example
 * unhinged([[2, 1, 0.1]], [0]) // → [-0.9666667]
 * @see van Rooyen, Menon & Williamson, "Learning with Symmetric Label Noise: The Importance of Being Unhinged", NeurIPS 2015 (there for
 * two classes).
 */
export const unhinged = defineLoss({
  name: "unhinged",
  prediction: "logits",
  target: "classes",
  value: (logits, classes) => {
    const own = reshape(pick(logits, classes), [...classes.shape, 1]);
    const differences = where(notEqual(logits, -Infinity), sub(logits, own), 0);
    return div(sum(differences, { axis: -1 }), unmaskedCount(logits));
  },
  traits: () => ({
    convex: true,
    bounded: false,
    smoothness: 0,
    differentiable: 2,
    shiftInvariant: true,
    symmetric: true,
    proper: false,
    calibrated: false,
  }),
});
