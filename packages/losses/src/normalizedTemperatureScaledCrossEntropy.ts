import { defineBatchLoss } from "@surprisal/contract";
import { arange, broadcastTo, div, equal, neg, reshape, tensor, where } from "@surprisal/tensor";
import { logProbability } from "./logProbability.ts";
import { cosineSimilarities } from "./pairs/cosineSimilarities.ts";
import { beside, temperature } from "./temperature.ts";

/**
 * NT-Xent, the loss of SimCLR: two views of every example; the surprisal of a view's partner among all views but itself, by cosine over
 * temperature.
 *
 * @param views - `[N, D]`, real: embeddings of the first views.
 * @param others - `[N, D]`, real: of the second views, in the same order; gradients reach them too.
 * @param temperature - above 0: a number, or a tensor that is learned. Default 0.07.
 * @returns from 0, nats; `.each` gives 2 N values, those of the first views before those of the second.
 * @throws ShapeError where others do not fit views; ParameterError for temperature.
 * @formula -\frac{1}{2 N} \sum_i \log \frac{e^{\frac{c_{i i'}}{\mathit{temperature}}}}{\sum_{j \ne i} e^{\frac{c_{i
 * j}}{\mathit{temperature}}}}, \quad c_{i j} = \cos(v_i, v_j), \quad v = (\hat{y}, y), \quad i' = i \pm N
 * @along { "axis": "coordinate t of the first view (1, t)", "from": -3, "to": 3, "prediction": [[1, "t"], [0, 1], [-1, 0.5]], "target":
 * [[1, 0.2], [0.3, 1], [-1, 0]] }
 * @example
 * normalizedTemperatureScaledCrossEntropy.with({ temperature: 0.5 })([[1, 0], [0, 1]], [[1, 0], [0.6, 0.8]]).item() // → 0.5275869
 * @see Chen et al., "A Simple Framework for Contrastive Learning of Visual Representations", ICML 2020, eq. 1.
 * @also optax: `optax.losses.ntxent`
 */
export const normalizedTemperatureScaledCrossEntropy = defineBatchLoss({
  name: "normalizedTemperatureScaledCrossEntropy",
  target: "row",
  weighsExamples: true,
  parameters: { temperature },
  value: (views, others, { temperature }, { weights }) => {
    const [count = 0, width = 0] = views.shape;
    const isFirst = tensor([[[true]], [[false]]]);
    const all = reshape(where(isFirst, reshape(views, [1, count, width]), reshape(others, [1, count, width])), [
      -1,
      width,
    ]);
    const places = arange(2 * count);
    const isSelf = equal(reshape(places, [-1, 1]), places);
    const logits = where(isSelf, -Infinity, div(cosineSimilarities(all, all), beside(temperature, views)));
    const partners = Int32Array.from(places.data, (i) => (i + count) % (2 * count));
    return {
      values: neg(logProbability(logits, tensor(partners))),
      weights: weights && reshape(broadcastTo(weights, [2, count]), [-1]),
    };
  },
});
