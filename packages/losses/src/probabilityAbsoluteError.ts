import { defineLoss } from "@surprisal/contract";
import { expm1, mul } from "@surprisal/tensor";
import { logProbability } from "./logProbability.ts";

/**
 * Absolute error of the probabilities: Σₖ |pₖ − [k = y]| = 2(1 − p_y), which tolerates noise in the labels.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @returns `[…]`, in [0, 2].
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C.
 * @example
 * probabilityAbsoluteError([[2, 1, 0.1]], [0]) // → [0.6819977]
 * @see Ghosh et al., "Robust Loss Functions under Label Noise for Deep Neural Networks", AAAI 2017.
 */
export const probabilityAbsoluteError = defineLoss({
  name: "probabilityAbsoluteError",
  prediction: "logits",
  target: "classes",
  value: (logits, classes) => mul(-2, expm1(logProbability(logits, classes))),
  // The gradient 2·p_y·(p − e_y) is longest with ½ and ½ on two classes.
  traits: () => ({
    convex: false,
    bounded: 2,
    lipschitz: Math.SQRT1_2,
    smoothness: 2 / (3 * Math.sqrt(3)),
    differentiable: 2,
    shiftInvariant: true,
    symmetric: true,
    proper: false,
    calibrated: true,
  }),
});
