import { defineBatchLoss } from "@surprisal/contract";
import { abs, add, div, mul, neg, reshape, sub, sum } from "@surprisal/tensor";
import { logProbability } from "./logProbability.ts";

/**
 * Cross-entropy, flooded: |L − b| + b of its (weighted) mean L over the batch, so that training climbs again where the loss is below b.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1; examples of class −100 are left out.
 * @param level - b, from 0. Default 0.05.
 * @returns in [b, ∞], nats.
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C; ParameterError for level.
 * @formula |L - \mathit{level}| + \mathit{level}, \quad L = -\frac{1}{N} \sum_i \log p_{i y_i}
 * @along { "axis": "logit of the true class of one of two examples, of 3", "from": -6, "to": 6, "prediction": [["t", 0, 0], [0, 9, 0]],
 * "target": [0, 1] }
 * @example
 * floodedCrossEntropy.with({ level: 1 })([[2, 1, 0.1], [0, 1, 0]], [0, 1]).item() // → 1.515763
 * @see Ishida et al., "Do We Need Zero Training Loss After Achieving Zero Training Error?", ICML 2020, eq. 1.
 */
export const floodedCrossEntropy = defineBatchLoss({
  name: "floodedCrossEntropy",
  prediction: "logits",
  target: "classes",
  weighsExamples: true,
  parameters: { level: { default: 0.05, domain: "[0, ∞)" } },
  value: (logits, classes, { level }, { weights }) => {
    const each = reshape(neg(logProbability(logits, classes)), [-1]);
    const mean = weights ? div(sum(mul(weights, each)), sum(weights)) : div(sum(each), each.shape[0] ?? 0);
    return { values: add(abs(sub(mean, level)), level), weights: undefined };
  },
});
