import { defineLoss } from "@surprisal/contract";
import { mul, neg, sigmoid, square } from "@surprisal/tensor";

/** Of 2p²(2 − 3p)(1 − p), the second derivative at p = sigmoid(−margin): its maximum is where 12p² − 15p + 4 = 0. */
const steepest = (15 - Math.sqrt(33)) / 24;

/**
 * Savage loss: sigmoid(−margin)², with the margin target · score. Bounded, so that outliers count little; from the paper's 1/(1 + exp 2v)²
 * with v = margin/2.
 *
 * @param scores - any shape, real.
 * @param target - the same shape (or one that broadcasts to it), −1 or 1.
 * @returns the shape of scores, in [0, 1].
 * @throws ShapeError where target does not fit scores; ParameterError for a target that is neither −1 nor 1.
 * @example
 * savage([0.5, -2], [1, 1]) // → [0.14254, 0.77580]
 * @see Masnadi-Shirazi & Vasconcelos, "On the Design of Loss Functions for Classification: Theory, Robustness to Outliers, and SavageBoost", NIPS 2008.
 */
export const savage = defineLoss({
  name: "savage",
  prediction: "real",
  target: "sign",
  value: (scores, target) => square(sigmoid(neg(mul(scores, target)))),
  // The slope 2p²(1 − p) is largest at p = 2/3.
  traits: () => ({
    convex: false,
    bounded: 1,
    lipschitz: 8 / 27,
    smoothness: 2 * steepest ** 2 * (2 - 3 * steepest) * (1 - steepest),
    differentiable: 2,
    symmetric: false,
    proper: "sigmoid",
    calibrated: true,
    optimalConstant: "logit",
  }),
});
