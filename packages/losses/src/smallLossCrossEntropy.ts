import { defineBatchLoss } from "@surprisal/contract";
import { neg } from "@surprisal/tensor";
import { logProbability } from "./logProbability.ts";
import { selectExtreme } from "./selectExtreme.ts";

/**
 * Cross-entropy of the easiest examples of a batch alone, those with the smallest loss: the labels that are most likely right, as
 * co-teaching takes them.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1; examples of class −100 are left out, and so are those of weight 0, before the others are compared: by their losses, without
 * weights, which count in the mean.
 * @param count - how many examples are kept, a whole number from 1; all where the batch has fewer. Default 1.
 * @returns in [0, ∞], nats: the mean over the kept ones; `.each` gives their values. Where examples tie, the earlier is kept.
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C; ParameterError for count.
 * @formula \frac{1}{\mathit{count}} \sum_{i \le \mathit{count}} \ell_{(i)}, \quad \ell_i = -\log p_{i y_i}, \quad \ell_{(1)} \le
 * \ell_{(2)} \le \dots
 * @along { "axis": "logit of the true class of one of two examples, of 3", "from": -6, "to": 6, "prediction": [["t", 0, 0], [0, 1, 0]],
 * "target": [0, 1] }
 * @example
 * smallLossCrossEntropy([[2, 1, 0.1], [0, 1, 0]], [0, 1]).item() // → 0.4170300
 * @see Han et al., "Co-teaching: Robust Training of Deep Neural Networks with Extremely Noisy Labels", NeurIPS 2018.
 */
export const smallLossCrossEntropy = defineBatchLoss({
  name: "smallLossCrossEntropy",
  prediction: "logits",
  target: "classes",
  weighsExamples: true,
  parameters: { count: { default: 1, domain: "[1, ∞)", integer: true } },
  value: (logits, classes, { count }, { weights }) =>
    selectExtreme(neg(logProbability(logits, classes)), weights, count, "smallest"),
});
