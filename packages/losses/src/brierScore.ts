import { defineLoss } from "@surprisal/contract";
import { exp, expm1, logSoftmax, square, sum, where } from "@surprisal/tensor";
import { isTarget } from "./isTarget.ts";

/** Of 2(1 − p)², as a function of the margin, the second derivative is largest at this p: 12p² − 9p + 1 = 0. */
const steepest = (9 + Math.sqrt(33)) / 24;

/**
 * Brier score: the squared distance of the probabilities from certainty of the true class.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @returns `[…]`, in [0, 2]: for two classes twice the square of 1 − p_y. Strictly proper.
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C.
 * @example
 * brierScore([[2, 1, 0.1]], [0]) // → [0.1847692]
 * @see Brier, "Verification of Forecasts Expressed in Terms of Probability", Monthly Weather Review 78 (1950).
 * @also scikit-learn: `sklearn.metrics.brier_score_loss`
 */
export const brierScore = defineLoss({
  name: "brierScore",
  prediction: "logits",
  target: "classes",
  value: (logits, classes) => {
    const l = logSoftmax(logits);
    return sum(square(where(isTarget(classes, logits.shape.at(-1) ?? 0), expm1(l), exp(l))), { axis: -1 });
  },
  traits: () => ({
    convex: false,
    bounded: 2,
    lipschitz: (16 * Math.SQRT2) / 27,
    smoothness: 8 * steepest * (1 - steepest) ** 2 * (3 * steepest - 1),
    differentiable: 2,
    shiftInvariant: true,
    symmetric: false,
    proper: "softmax",
    calibrated: true,
    optimalConstant: "logPrior",
  }),
});
