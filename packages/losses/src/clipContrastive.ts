import { defineBatchLoss } from "@surprisal/contract";
import { add, arange, div, mul, transpose } from "@surprisal/tensor";
import { logProbability } from "./logProbability.ts";
import { cosineSimilarities } from "./pairs/cosineSimilarities.ts";
import { beside, temperature } from "./temperature.ts";

/**
 * The contrastive loss of CLIP: InfoNCE from images to texts and from texts to images, averaged.
 *
 * @param images - `[N, D]`, real: embeddings of one kind.
 * @param texts - `[N, D]`, real: embeddings of the other; row i belongs to row i. Gradients reach them too.
 * @param temperature - above 0: a number, or a tensor that is learned. Default 0.07.
 * @returns from 0, nats; `.each` gives one value a pair.
 * @throws ShapeError where texts do not fit images; ParameterError for temperature.
 * @formula -\frac{1}{2 N} \sum_i \left(\log \frac{e^{\frac{c_{i i}}{\mathit{temperature}}}}{\sum_j e^{\frac{c_{i
 * j}}{\mathit{temperature}}}} + \log \frac{e^{\frac{c_{i i}}{\mathit{temperature}}}}{\sum_j e^{\frac{c_{j
 * i}}{\mathit{temperature}}}}\right), \quad c_{i j} = \cos(\hat{y}_i, y_j)
 * @along { "axis": "coordinate t of the first image (1, t)", "from": -3, "to": 3, "prediction": [[1, "t"], [0, 1], [-1, 0.5]], "target":
 * [[1, 0.2], [0.3, 1], [-1, 0]] }
 * @example
 * clipContrastive.with({ temperature: 0.5 })([[1, 0], [0, 1]], [[1, 0], [0.6, 0.8]]).item() // → 0.2987362
 * @see Radford et al., "Learning Transferable Visual Models From Natural Language Supervision", ICML 2021, figure 3.
 */
export const clipContrastive = defineBatchLoss({
  name: "clipContrastive",
  target: "row",
  weighsExamples: true,
  parameters: { temperature },
  value: (images, texts, { temperature }) => {
    const logits = div(cosineSimilarities(images, texts), beside(temperature, images));
    const own = arange(images.shape[0] ?? 0);
    return mul(-0.5, add(logProbability(logits, own), logProbability(transpose(logits), own)));
  },
});
