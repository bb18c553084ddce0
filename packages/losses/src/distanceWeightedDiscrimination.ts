import { defineLoss } from "@surprisal/contract";
import { div, greater, maximum, mul, pow, sub, where } from "@surprisal/tensor";
import { ofSlopes } from "./ofSlopes.ts";

/**
 * Distance-weighted discrimination: a straight line, 1 − margin, that turns into a power of 1/margin, so that every example counts. The
 * margin is target · score.
 *
 * @param scores - any shape, real.
 * @param target - the same shape (or one that broadcasts to it), −1 or 1.
 * @param q - the power, above 0; with many the loss comes to the hinge. Default 1.
 * @returns the shape of scores, in [0, ∞].
 * @throws ShapeError where target does not fit scores; ParameterError for q or for a target that is neither −1 nor 1.
 * @example
 * distanceWeightedDiscrimination([0.5, -2, 2], [1, 1, 1]) // → [0.5, 3, 0.125]
 * @see Marron, Todd & Ahn, "Distance-Weighted Discrimination", Journal of the American Statistical Association 102 (2007), for q = 1.
 */
export const distanceWeightedDiscrimination = defineLoss({
  name: "distanceWeightedDiscrimination",
  prediction: "real",
  target: "sign",
  parameters: { q: { default: 1, domain: "(0, ∞)" } },
  value: (scores, target, { q }) => {
    const margin = mul(scores, target);
    const bend = q / (q + 1);
    const isFar = greater(margin, bend);
    const power = pow(div(bend, where(isFar, margin, 1)), q);
    return where(isFar, div(power, q + 1), sub(1, margin));
  },
  traits: ({ q }) => ({
    convex: true,
    bounded: false,
    lipschitz: 1,
    smoothness: (q + 1) ** 2 / q,
    differentiable: 1,
    symmetric: false,
    proper: {
      formula: `s(−f) / (s(f) + s(−f)) with s(f) = (${q / (q + 1)} / max(f, ${q / (q + 1)}))^${q + 1}`,
      probability: ofSlopes((f) => pow(div(q / (q + 1), maximum(f, q / (q + 1))), q + 1)),
    },
    calibrated: true,
  }),
});
