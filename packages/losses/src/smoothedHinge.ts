import { defineLoss } from "@surprisal/contract";
import { div, less, maximum, minimum, mul, relu, square, sub, where } from "@surprisal/tensor";
import { ofSlopes } from "./ofSlopes.ts";

/**
 * Smoothed hinge loss: a straight line that bends into 0 over the last γ before the margin, target · score, reaches 1.
 *
 * @param scores - any shape, real.
 * @param target - the same shape (or one that broadcasts to it), −1 or 1.
 * @param gamma - the width of the bend, above 0. Default 1.
 * @returns the shape of scores, in [0, ∞].
 * @throws ShapeError where target does not fit scores; ParameterError for gamma or for a target that is neither −1 nor 1.
 * @example
 * smoothedHinge([0.5, -2, 3], [1, 1, 1]) // → [0.125, 2.5, 0]
 * @see Shalev-Shwartz & Zhang, "Stochastic Dual Coordinate Ascent Methods for Regularized Loss Minimization", JMLR 14 (2013).
 */
export const smoothedHinge = defineLoss({
  name: "smoothedHinge",
  prediction: "real",
  target: "sign",
  parameters: { gamma: { default: 1, domain: "(0, ∞)" } },
  value: (scores, target, { gamma }) => {
    const lacking = relu(sub(1, mul(scores, target)));
    return where(less(lacking, gamma), mul(square(lacking), 0.5 / gamma), sub(lacking, gamma / 2));
  },
  traits: ({ gamma }) => ({
    convex: true,
    bounded: false,
    lipschitz: 1,
    smoothness: 1 / gamma,
    differentiable: 1,
    symmetric: false,
    proper: {
      formula: `s(−f) / (s(f) + s(−f)) with s(f) = clip((1 − f)/${gamma}, 0, 1)`,
      probability: ofSlopes((f) => minimum(maximum(div(sub(1, f), gamma), 0), 1)),
    },
    calibrated: true,
    limits: [{ at: { gamma: 0 }, is: "hinge" }],
  }),
});
