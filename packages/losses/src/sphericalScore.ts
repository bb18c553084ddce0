import { defineLoss } from "@surprisal/contract";
import { expm1, mul, neg } from "@surprisal/tensor";
import { logProbability } from "./logProbability.ts";

/** Of 1 − √s, s the sigmoid of twice the margin, the second derivative is largest at this s: 15s² − 12s + 1 = 0. */
const steepest = (6 + Math.sqrt(21)) / 15;

/**
 * Spherical score: 1 − p_y / ‖p‖, one minus the cosine of the angle between the probabilities and certainty of the true class.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @returns `[…]`, in [0, 1]. Strictly proper.
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C.
 * @formula 1 - \frac{p_y}{\sqrt{\sum_k p_k^2}}
 * @example
 * sphericalScore([[2, 1, 0.1]], [0]) // → [0.0706039]
 * @see Gneiting & Raftery, "Strictly Proper Scoring Rules, Prediction, and Estimation", Journal of the American Statistical Association
 * 102 (2007), example 2.
 */
export const sphericalScore = defineLoss({
  name: "sphericalScore",
  prediction: "logits",
  target: "classes",
  // p_y / ‖p‖ is the root of the probability of y at twice the logits.
  value: (logits, classes) => neg(expm1(mul(0.5, logProbability(mul(2, logits), classes)))),
  // The gradient is √P (P − e_y) with P = softmax(2z): its norm is at most √(2P)·(1 − P), largest at P = ⅓.
  traits: () => ({
    convex: false,
    bounded: 1,
    lipschitz: (2 / 3) ** 1.5,
    smoothness: 2 * Math.sqrt(steepest) * (1 - steepest) * (3 * steepest - 1),
    differentiable: 2,
    shiftInvariant: true,
    symmetric: false,
    proper: "softmax",
    calibrated: true,
    optimalConstant: "logPrior",
  }),
});
