import { defineLoss } from "@surprisal/contract";
import { abs, exp, expm1, logSoftmax, maximum, mul0, neg, sub, sum, mul } from "@surprisal/tensor";

/**
 * Total variation distance on logits: half of Σ |p − q|, the largest difference of the probabilities of any event.
 *
 * @param logits - `[… C]`, real; −Infinity gives a class probability 0.
 * @param targetLogits - `[… C]`, real: the logits of the target, or the logarithms of its probabilities.
 * @returns `[…]`, in [0, 1]; where p = q the derivative is 0.
 * @throws ShapeError where targetLogits do not fit logits.
 * @formula \frac{1}{2} \sum_k |q_k - p_k|
 * @example
 * totalVariation([[2, 1, 0.1]], [[1, 1.5, -0.5]]) // → [0.3316640]
 * @see Gibbs & Su, "On Choosing and Bounding Probability Metrics", International Statistical Review 70 (2002).
 */
export const totalVariation = defineLoss({
  name: "totalVariation",
  prediction: "logits",
  target: "row",
  value: (logits, targetLogits) => {
    const [p, q] = [logSoftmax(targetLogits), logSoftmax(logits)];
    // |p − q| by way of the logarithms, which tell probabilities near 1 apart.
    const difference = mul0(exp(maximum(p, q)), neg(expm1(neg(abs(sub(p, q))))));
    return mul(0.5, sum(difference, { axis: -1 }));
  },
  // With a the mass where q > p, the norm of the gradient is at most √2·a(1 − a).
  traits: () => ({
    convex: false,
    bounded: 1,
    lipschitz: Math.SQRT2 / 4,
    smoothness: false,
    differentiable: 0,
    shiftInvariant: true,
  }),
});
