import { defineLoss } from "@surprisal/contract";
import { less, mul, sub, where } from "@surprisal/tensor";

/**
 * Margin ranking loss: of two scores, the one that belongs higher has to lead by a margin. It depends on their difference alone, and so
 * takes that.
 *
 * @param lead - any shape: the first score less the second.
 * @param target - the same shape: 1 where the first belongs higher, −1 where the second does.
 * @param margin - real. Default 0.
 * @returns the shape of lead: max(0, margin − target · lead). Exactly on the margin the gradient is that of a lead too small, so that equal
 * scores are pushed apart.
 * @throws ShapeError where target does not fit lead; ParameterError for a target that is neither −1 nor 1.
 * @example
 * marginRanking.with({ margin: 0.5 })([2, 0.2, -1], [1, 1, -1]) // → [0, 0.3, 0]
 * @also PyTorch: `torch.nn.functional.margin_ranking_loss`
 */
export const marginRanking = defineLoss({
  name: "marginRanking",
  prediction: "real",
  target: "sign",
  parameters: { margin: { default: 0, domain: "(-∞, ∞)" } },
  value: (lead, target, { margin }) => {
    const missing = sub(margin, mul(target, lead));
    return where(less(missing, 0), 0, missing);
  },
  traits: () => ({
    convex: true,
    bounded: false,
    lipschitz: 1,
    smoothness: false,
    differentiable: 0,
    symmetric: false,
    limits: [
      { at: { margin: 0 }, is: "perceptron" },
      { at: { margin: 1 }, is: "hinge" },
    ],
  }),
});
