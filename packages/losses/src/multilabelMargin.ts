import { defineLoss, ParameterError } from "@surprisal/contract";
import { add, div, greater, relu, reshape, sub, sum, where, type Tensor } from "@surprisal/tensor";
import { unmaskedCount } from "./unmaskedCount.ts";

/**
 * Multi-label margin loss: every label that holds is to outscore every one that does not by 1; the shortfalls are summed and divided by C.
 *
 * @param logits - `[… C]`, real scores; −Infinity masks a class.
 * @param labels - `[… C]`, from 0 to 1: above 0 where the label holds. Any number of labels, also none. (PyTorch wants lists of indices,
 * filled up with −1.)
 * @returns `[…]`, in [0, ∞]; on the hinge the derivative is 0.
 * @throws ShapeError where labels do not fit logits; ParameterError for a label outside of [0, 1].
 * @formula \frac{1}{C} \sum_j [y_j > 0] \sum_k [y_k = 0] \max(0, 1 + z_k - z_j)
 * @example
 * multilabelMargin([[2, 1.5, 0.1]], [[1, 0, 1]]) // → [0.9666667]
 * multilabelMargin([[2, 1.5, 0.1]], [[0, -1, -1]]) // throws ParameterError
 * @also PyTorch: `torch.nn.functional.multilabel_margin_loss`
 */
export const multilabelMargin = defineLoss({
  name: "multilabelMargin",
  prediction: "logits",
  target: "row",
  value: (logits, labels) => {
    for (const [i, label] of labels.data.entries()) {
      if (!(label >= 0 && label <= 1)) {
        throw new ParameterError(`multilabelMargin: target[${i}] is ${label}, expected a number from 0 to 1`);
      }
    }
    const holds = greater(labels, 0);
    const count = logits.shape.at(-1) ?? 0;
    const lead = logits.shape.slice(0, -1);
    const column = (x: Tensor): Tensor => reshape(x, [...lead, count, 1]);
    const row = (x: Tensor): Tensor => reshape(x, [...lead, 1, count]);
    const shortfall = relu(add(1, sub(row(logits), column(logits))));
    const ofPairs = where(column(holds), where(row(holds), 0, shortfall), 0);
    return div(sum(ofPairs, { axis: [-2, -1] }), unmaskedCount(logits));
  },
  traits: () => ({ convex: true, bounded: false, smoothness: false, differentiable: 0, shiftInvariant: true }),
});
