import { defineBatchLoss, type ParameterSpecification } from "@surprisal/contract";
import { mul, neg, relu, reshape, softplus, square, sub, take, type Tensor } from "@surprisal/tensor";

const surrogates = {
  logistic: (lead: Tensor): Tensor => softplus(neg(lead)),
  squared: (lead: Tensor): Tensor => square(sub(1, lead)),
  squaredHinge: (lead: Tensor): Tensor => square(relu(sub(1, lead))),
};
type Surrogate = keyof typeof surrogates;

const surrogate: ParameterSpecification<Surrogate> = {
  default: "logistic",
  oneOf: ["logistic", "squared", "squaredHinge"],
};

/**
 * A smooth stand-in for one less the area under the ROC curve: over all pairs of a positive and a negative example, a loss of how far the
 * positive one's score leads.
 *
 * @param scores - any shape, real.
 * @param target - the same shape: 1 where the example is positive, 0 where it is negative.
 * @param surrogate - of the lead d: "logistic" log(1 + exp(−d)) (default), "squared" (1 − d)², or "squaredHinge" max(0, 1 − d)².
 * @returns in [0, ∞], the mean over pairs; NaN where all examples are positive, or none. `.each` gives positives × negatives. A pair weighs the product of
 * the weights of its two examples.
 * @throws ShapeError where target does not fit scores; ParameterError for surrogate.
 * @formula \frac{1}{N_+ N_-} \sum_{i : y_i = 1} \sum_{j : y_j = 0} \log(1 + e^{\hat{y}_j - \hat{y}_i})
 * @along { "axis": "score of one of two positive examples", "from": -3, "to": 3, "prediction": ["t", 1, 0, 0.5], "target": [1, 1, 0, 0] }
 * @example
 * rocAucSurrogate([2, 0.5, 1], [1, 0, 0]).item() // → 0.2573375
 * rocAucSurrogate.with({ surrogate: "squared" })([2, 0.5, 1], [1, 0, 0]).item() // → 0.125
 * @see Yan et al., "Optimizing Classifier Performance via an Approximation to the Wilcoxon-Mann-Whitney Statistic", ICML 2003.
 */
export const rocAucSurrogate = defineBatchLoss({
  name: "rocAucSurrogate",
  target: "probability",
  weighsExamples: true,
  parameters: { surrogate },
  value: (scores, target, { surrogate }, { weights }) => {
    const those = (x: Tensor, outcome: boolean): Tensor =>
      take(
        reshape(x, [-1]),
        Int32Array.from(Array.from(target.data.keys()).filter((i) => (target.data[i] as number) > 0.5 === outcome)),
      );
    /** Something of all pairs: positives × negatives. */
    const ofPairs = (x: Tensor, f: typeof sub): Tensor => f(reshape(those(x, true), [-1, 1]), those(x, false));
    return { values: surrogates[surrogate](ofPairs(scores, sub)), weights: weights && ofPairs(weights, mul) };
  },
});
