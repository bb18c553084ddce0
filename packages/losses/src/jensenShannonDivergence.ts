import { defineLoss } from "@surprisal/contract";
import { add, logAddExp, logSoftmax, mul } from "@surprisal/tensor";
import { rowDivergence } from "./rowDivergence.ts";
import { labelDivergenceConstants } from "./constants.ts";

/**
 * Jensen–Shannon divergence on logits: how far target P and prediction Q are, in the mean, from their mixture M = wP + (1 − w)Q:
 * w KL(P ‖ M) + (1 − w) KL(Q ‖ M). Unlike the Kullback–Leibler divergence it is bounded.
 *
 * @param logits - `[… C]`, real; −Infinity gives a class probability 0.
 * @param targetLogits - `[… C]`, real: the logits of the target, or the logarithms of its probabilities.
 * @param weight - w, the share of the target in the mixture, in (0, 1). Default 0.5.
 * @returns `[…]`, nats, in [0, H(w)]: for equal shares at most log 2.
 * @throws ShapeError where targetLogits do not fit logits; ParameterError for weight.
 * @formula \mathit{weight} \sum_k q_k \log \frac{q_k}{m_k} + (1 - \mathit{weight}) \sum_k p_k \log \frac{p_k}{m_k}, \quad m_k =
 * \mathit{weight} q_k + (1 - \mathit{weight}) p_k
 * @example
 * jensenShannonDivergence([[2, 1, 0.1]], [[1, 1.5, -0.5]]) // → [0.0596630]
 * @see Lin, "Divergence Measures Based on the Shannon Entropy", IEEE Transactions on Information Theory 37 (1991).
 */
export const jensenShannonDivergence = defineLoss({
  name: "jensenShannonDivergence",
  prediction: "logits",
  target: "row",
  parameters: { weight: { default: 0.5, domain: "(0, 1)" } },
  value: (logits, targetLogits, { weight }) => {
    const [p, q] = [logSoftmax(targetLogits), logSoftmax(logits)];
    const mixture = logAddExp(add(Math.log(weight), p), add(Math.log1p(-weight), q));
    return add(mul(weight, rowDivergence(p, mixture)), mul(1 - weight, rowDivergence(q, mixture)));
  },
  traits: ({ weight }) => ({
    convex: false,
    bounded: -weight * Math.log(weight) - (1 - weight) * Math.log1p(-weight),
    lipschitz: labelDivergenceConstants(weight).lipschitz,
    ...(weight <= 0.5 && { smoothness: (weight * (1 - weight)) / 2 }),
    differentiable: 2,
    shiftInvariant: true,
  }),
});
