import { ClassError, defineBatchLoss, ShapeError } from "@surprisal/contract";
import {
  arange,
  div,
  greater,
  greaterEqual,
  neg,
  reshape,
  sameShape,
  softplus,
  sum,
  where,
  type Tensor,
} from "@surprisal/tensor";

/**
 * CORN, conditional ordinal regression: logit k asks whether the rank is above k, of those examples alone whose rank is at least k. The mean
 * is over all questions that were asked in the batch.
 *
 * @param logits - `[N, K − 1]`, real, for K ranks.
 * @param ranks - `[N]`, int32, 0 … K − 1.
 * @returns in [0, ∞], nats.
 * @throws ShapeError where ranks do not fit logits; ClassError naming position, value and K.
 * @example
 * conditionalOrdinalRegression([[2, -1], [0.5, 1]], [1, 0]).item() // → 0.4714222
 * @see Shi et al., "Deep Neural Networks for Rank-Consistent Ordinal Regression Based on Conditional Probabilities", Pattern Analysis and
 * Applications 26 (2023).
 */
export const conditionalOrdinalRegression = defineBatchLoss({
  name: "conditionalOrdinalRegression",
  value: (logits, ranks) => {
    const [count = 0, questions = 0] = logits.shape;
    check(logits, ranks);
    const rank = reshape(ranks, [count, 1]);
    const each = softplus(where(greater(rank, arange(questions)), neg(logits), logits));
    const asked = greaterEqual(rank, arange(questions));
    return div(sum(where(asked, each, 0)), sum(asked));
  },
});

function check(logits: Tensor, ranks: Tensor): void {
  const unit = "conditionalOrdinalRegression";
  if (logits.shape.length !== 2 || !sameShape(ranks.shape, logits.shape.slice(0, 1))) {
    throw new ShapeError(
      `${unit}: target has shape [${ranks.shape.join(", ")}] beside logits [${logits.shape.join(", ")}], expected [N] beside [N, K − 1]`,
    );
  }
  for (const [i, rank] of ranks.data.entries()) {
    const last = logits.shape[1] ?? 0;
    if (!Number.isInteger(rank) || rank < 0 || rank > last)
      throw new ClassError(`${unit}: target[${i}] is ${rank}, expected 0..${last}`);
  }
}
