import { defineLoss } from "@surprisal/contract";
import { add, mul, neg, softplus, sub } from "@surprisal/tensor";

/**
 * Direct preference optimization: by how much more than a reference does the policy prefer the chosen answer to the rejected one? The
 * surprisal of that preference. It depends on two differences of log-probabilities, and so takes those.
 *
 * @param lead - any shape: log-probability of the chosen answer less that of the rejected one, under the policy.
 * @param referenceLead - the same shape: the same under the reference.
 * @param beta - above 0: how firmly the policy is held to the reference. Default 0.1.
 * @param labelSmoothing - in [0, 0.5]: the share of preferences taken to be the wrong way round (conservative DPO). Default 0.
 * @returns the shape of lead, in [0, ∞], nats.
 * @throws ShapeError where the shapes do not fit; ParameterError for beta and labelSmoothing.
 * @example
 * directPreferenceOptimization.with({ beta: 0.5 })([2, -1], [1, 1]) // → [0.474077, 1.313262]
 * @see Rafailov et al., "Direct Preference Optimization: Your Language Model is Secretly a Reward Model", NeurIPS 2023, eq. 7.
 */
export const directPreferenceOptimization = defineLoss({
  name: "directPreferenceOptimization",
  prediction: "real",
  target: "real",
  parameters: {
    beta: { default: 0.1, domain: "(0, ∞)" },
    labelSmoothing: { default: 0, domain: "[0, 0.5]" },
  },
  value: (lead, referenceLead, { beta, labelSmoothing }) => {
    const margin = mul(beta, sub(lead, referenceLead));
    const right = softplus(neg(margin));
    return labelSmoothing === 0 ? right : add(mul(1 - labelSmoothing, right), mul(labelSmoothing, softplus(margin)));
  },
  // −(1 − ε)β at one end, εβ at the other; the curvature β²/4 where the margin is 0.
  traits: ({ beta, labelSmoothing }) => ({
    convex: true,
    bounded: false,
    lipschitz: beta * (1 - labelSmoothing),
    smoothness: beta ** 2 / 4,
    differentiable: 2,
  }),
});
