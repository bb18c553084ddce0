import { defineBatchLoss } from "@surprisal/contract";
import { arange, div, neg } from "@surprisal/tensor";
import { logProbability } from "./logProbability.ts";
import { cosineSimilarities } from "./pairs/cosineSimilarities.ts";
import { beside, temperature } from "./temperature.ts";

/**
 * InfoNCE: the surprisal of an embedding's own partner among the partners of the whole batch, by cosine over temperature.
 *
 * @param embeddings - `[N, D]`, real: the anchors.
 * @param partners - `[N, D]`, real: row i belongs to anchor i; gradients reach them too.
 * @param temperature - above 0: a number, or a tensor that is learned. Default 0.07.
 * @returns from 0, nats; `.each` gives one value an anchor.
 * @throws ShapeError where partners do not fit embeddings; ParameterError for temperature.
 * @formula -\frac{1}{N} \sum_i \log \frac{e^{\frac{c_{i i}}{\mathit{temperature}}}}{\sum_j e^{\frac{c_{i j}}{\mathit{temperature}}}},
 * \quad c_{i j} = \cos(\hat{y}_i, y_j)
 * @along { "axis": "coordinate t of the first anchor (1, t)", "from": -3, "to": 3, "prediction": [[1, "t"], [0, 1], [-1, 0.5]], "target":
 * [[1, 0.2], [0.3, 1], [-1, 0]] }
 * @example
 * infoNce.with({ temperature: 0.5 })([[1, 0], [0, 1]], [[1, 0], [0.6, 0.8]]).item() // → 0.2775007
 * @see van den Oord et al., "Representation Learning with Contrastive Predictive Coding" (2018), eq. 4.
 */
export const infoNce = defineBatchLoss({
  name: "infoNce",
  target: "row",
  weighsExamples: true,
  parameters: { temperature },
  value: (embeddings, partners, { temperature }) => {
    const logits = div(cosineSimilarities(embeddings, partners), beside(temperature, embeddings));
    return neg(logProbability(logits, arange(embeddings.shape[0] ?? 0)));
  },
});
