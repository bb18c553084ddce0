import { defineLoss } from "@surprisal/contract";
import { square, sub } from "@surprisal/tensor";

/**
 * Identity preference optimization: the policy is to prefer the chosen answer to the rejected one by 1/(2β) more than a reference does, and
 * not by more than that. It depends on two differences of log-probabilities, and so takes those.
 *
 * @param lead - any shape: log-probability of the chosen answer less that of the rejected one, under the policy.
 * @param referenceLead - the same shape: the same under the reference.
 * @param beta - above 0. Default 0.1.
 * @returns the shape of lead, in [0, ∞]: (lead − referenceLead − 1/(2β))².
 * @throws ShapeError where the shapes do not fit; ParameterError for beta.
 * @example
 * identityPreferenceOptimization([2, -1], [1, 1]) // → [16, 49]
 * @see Azar et al., "A General Theoretical Paradigm to Understand Learning from Human Preferences", AISTATS 2024, eq. 17.
 */
export const identityPreferenceOptimization = defineLoss({
  name: "identityPreferenceOptimization",
  prediction: "real",
  target: "real",
  parameters: { beta: { default: 0.1, domain: "(0, ∞)" } },
  value: (lead, referenceLead, { beta }) => square(sub(sub(lead, referenceLead), 1 / (2 * beta))),
  traits: () => ({ convex: true, bounded: false, lipschitz: false, smoothness: 2, differentiable: 2 }),
});
