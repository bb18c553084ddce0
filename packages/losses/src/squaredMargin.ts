import { defineLoss } from "@surprisal/contract";
import { mul, square, sub } from "@surprisal/tensor";
import { clippedHalf } from "./clippedHalf.ts";

/**
 * Squared loss of the margin, (1 − target · score)²: least squares on targets −1 and 1, which punishes margins above 1 as well.
 *
 * @param scores - any shape, real.
 * @param target - the same shape (or one that broadcasts to it), −1 or 1.
 * @returns the shape of scores, in [0, ∞].
 * @throws ShapeError where target does not fit scores; ParameterError for a target that is neither −1 nor 1.
 * @example
 * squaredMargin([0.5, -2, 3], [1, 1, 1]) // → [0.25, 9, 4]
 */
export const squaredMargin = defineLoss({
  name: "squaredMargin",
  prediction: "real",
  target: "sign",
  value: (scores, target) => square(sub(1, mul(scores, target))),
  traits: () => ({
    convex: true,
    bounded: false,
    lipschitz: false,
    smoothness: 2,
    differentiable: 2,
    symmetric: false,
    proper: clippedHalf,
    calibrated: true,
    optimalConstant: "mean",
  }),
});
