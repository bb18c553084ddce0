import { defineBatchLoss } from "@surprisal/contract";
import { neg } from "@surprisal/tensor";
import { logProbability } from "./logProbability.ts";
import { selectExtreme } from "./selectExtreme.ts";

/**
 * Cross-entropy of the hardest examples of a batch alone, those with the largest loss (online hard example mining).
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1; examples of class −100 are left out, and so are those of weight 0, before the others are compared: by their losses, without
 * weights, which count in the mean.
 * @param count - how many examples are kept, a whole number from 1; all where the batch has fewer. Default 1.
 * @returns in [0, ∞], nats: the mean over the kept ones; `.each` gives their values. Where examples tie, the earlier is kept.
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C; ParameterError for count.
 * @formula \frac{1}{\mathit{count}} \sum_{i \le \mathit{count}} \ell_{(i)}, \quad \ell_i = -\log p_{i y_i}, \quad \ell_{(1)} \ge
 * \ell_{(2)} \ge \dots
 * @along { "axis": "logit of the true class of one of two examples, of 3", "from": -6, "to": 6, "prediction": [["t", 0, 0], [0, 1, 0]],
 * "target": [0, 1] }
 * @example
 * hardExampleCrossEntropy([[2, 1, 0.1], [0, 1, 0]], [0, 1]).item() // → 0.551445
 * @see Shrivastava et al., "Training Region-Based Object Detectors with Online Hard Example Mining", CVPR 2016.
 */
export const hardExampleCrossEntropy = defineBatchLoss({
  name: "hardExampleCrossEntropy",
  prediction: "logits",
  target: "classes",
  weighsExamples: true,
  parameters: { count: { default: 1, domain: "[1, ∞)", integer: true } },
  value: (logits, classes, { count }, { weights }) =>
    selectExtreme(neg(logProbability(logits, classes)), weights, count, "largest"),
});
