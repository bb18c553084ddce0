import { defineLoss, type ParameterSpecification } from "@surprisal/contract";
import { logSoftmax, mul0, neg, softmax, sum } from "@surprisal/tensor";

type Relevance = "softmax" | "asGiven";
const relevance: ParameterSpecification<Relevance> = { default: "softmax", oneOf: ["softmax", "asGiven"] };

/**
 * ListNet, the softmax loss of ranking: cross-entropy of which item of a list comes first.
 *
 * @param scores - `[… n]`, real: one list a row; −Infinity masks an item (of no relevance as given).
 * @param relevances - `[… n]`, real: how relevant each item is.
 * @param relevance - what becomes of them: "softmax" (ListNet's probabilities of coming first, default), or "asGiven", weights from 0.
 * @returns `[…]`, in [0, ∞], nats.
 * @throws ShapeError where relevances do not fit scores; ParameterError for relevance.
 * @example
 * listNet([[2, 1, 0.1]], [[3, 1, 0]]) // → [0.611044]
 * listNet.with({ relevance: "asGiven" })([[2, 1, 0.1]], [[3, 1, 0]]) // → [2.668120]
 * @see Cao, Qin, Liu, Tsai & Li, "Learning to Rank: From Pairwise Approach to Listwise Approach", ICML 2007.
 * @also optax: `optax.losses.ranking_softmax_loss`
 */
export const listNet = defineLoss({
  name: "listNet",
  prediction: "logits",
  target: "row",
  parameters: { relevance },
  value: (scores, relevances, { relevance }) => {
    const weights = relevance === "softmax" ? softmax(relevances) : relevances;
    return neg(sum(mul0(weights, logSoftmax(scores)), { axis: -1 }));
  },
  traits: ({ relevance }) => ({
    convex: true,
    bounded: false,
    ...(relevance === "softmax" && { lipschitz: Math.SQRT2, smoothness: 0.5 }),
    differentiable: 2,
    shiftInvariant: true,
  }),
});
