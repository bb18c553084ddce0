import { defineLoss } from "@surprisal/contract";
import { mul, neg, sigmoid } from "@surprisal/tensor";

/**
 * Sigmoid loss: a smooth ramp from 1 for wrong signs to 0 for right ones, sigmoid(−margin) with the margin target · score. Bounded, and for
 * any score the losses against both targets add up to 1, which makes it tolerant to label noise.
 *
 * @param scores - any shape, real.
 * @param target - the same shape (or one that broadcasts to it), −1 or 1.
 * @returns the shape of scores, in [0, 1].
 * @throws ShapeError where target does not fit scores; ParameterError for a target that is neither −1 nor 1.
 * @example
 * sigmoidRamp([0.5, -2], [1, 1]) // → [0.377541, 0.880797]
 */
export const sigmoidRamp = defineLoss({
  name: "sigmoidRamp",
  prediction: "real",
  target: "sign",
  value: (scores, target) => sigmoid(neg(mul(scores, target))),
  // The second derivative of the sigmoid is largest where s = 1/2 − 1/√12.
  traits: () => ({
    convex: false,
    bounded: 1,
    lipschitz: 1 / 4,
    smoothness: 1 / (6 * Math.sqrt(3)),
    differentiable: 2,
    symmetric: true,
    proper: false,
    calibrated: true,
  }),
});
