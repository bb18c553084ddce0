import { defineBatchLoss } from "@surprisal/contract";
import { arange, cast, greater, greaterEqual, neg, reshape, softplus, where } from "@surprisal/tensor";

/**
 * CORN, conditional ordinal regression: logit k asks whether the rank is above k, of those examples alone whose rank is at least k. The mean
 * is over all questions that were asked in the batch.
 *
 * @param logits - `[… K − 1]`, real, for K ranks.
 * @param ranks - `[…]`, int32, 0 … K − 1; examples of rank −100 are left out.
 * @returns in [0, ∞], nats; `.each` gives the questions of each example, 0 where one was not asked.
 * @throws ShapeError where ranks do not fit logits; ClassError naming position, value and K.
 * @formula -\frac{\sum_i \sum_{k \le y_i} ([k < y_i] \log(\sigma(z_{i k})) + [k = y_i] \log(1 - \sigma(z_{i k})))}{\sum_i \sum_{k \le y_i}
 * 1}
 * @along { "axis": "logit of the first question, of an example of rank 1", "from": -6, "to": 6, "prediction": [["t", 0], [0.5, -1]],
 * "target": [1, 0] }
 * @example
 * conditionalOrdinalRegression([[2, -1], [0.5, 1]], [1, 0]).item() // → 0.4714222
 * @see Shi et al., "Deep Neural Networks for Rank-Consistent Ordinal Regression Based on Conditional Probabilities", Pattern Analysis and
 * Applications 26 (2023).
 */
export const conditionalOrdinalRegression = defineBatchLoss({
  name: "conditionalOrdinalRegression",
  prediction: "logits",
  target: "classes",
  weighsExamples: true,
  classCount: (questions) => questions + 1,
  value: (logits, ranks, _, { weights }) => {
    const rank = reshape(ranks, [...ranks.shape, 1]);
    const question = arange(logits.shape.at(-1) ?? 0);
    const each = softplus(where(greater(rank, question), neg(logits), logits));
    const asked = greaterEqual(rank, question);
    const weight = weights ? reshape(weights, [...ranks.shape, 1]) : 1;
    return { values: where(asked, each, 0), weights: where(asked, cast(weight, logits.dtype), 0) };
  },
});
