import { defineLoss } from "@surprisal/contract";
import { add, div, mul0, neg, softplus, sub, sum } from "@surprisal/tensor";
import { unmaskedCount } from "./unmaskedCount.ts";

/**
 * Multi-label soft margin loss: binary cross-entropy of each label on its own, the mean over the classes of a row.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class that does not hold.
 * @param labels - `[… C]`, in [0, 1]: 1 where the label holds.
 * @returns `[…]`, in [0, ∞], nats. Class weights multiply each class's term.
 * @throws ShapeError where labels do not fit logits.
 * @example
 * multilabelSoftMargin([[2, 1, 0.1]], [[1, 0, 1]]) // → [0.6948621]
 * @also PyTorch: `torch.nn.functional.multilabel_soft_margin_loss`
 */
export const multilabelSoftMargin = defineLoss({
  name: "multilabelSoftMargin",
  prediction: "logits",
  target: "row",
  weighsClasses: true,
  value: (logits, labels, _, { classWeights }) => {
    const terms = add(mul0(labels, softplus(neg(logits))), mul0(sub(1, labels), softplus(logits)));
    return div(sum(classWeights ? mul0(classWeights, terms) : terms, { axis: -1 }), unmaskedCount(logits));
  },
  traits: () => ({ convex: true, bounded: false, differentiable: 2, shiftInvariant: false }),
});
