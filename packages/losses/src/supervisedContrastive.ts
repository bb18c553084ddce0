import { defineBatchLoss, ShapeError } from "@surprisal/contract";
import { arange, div, equal, logSoftmax, mul0, neg, reshape, tensor, sum, where, type Tensor } from "@surprisal/tensor";
import { cosineSimilarities } from "./pairs/cosineSimilarities.ts";
import { beside, temperature } from "./temperature.ts";

/**
 * Supervised contrastive loss: the mean surprisal of the other examples of an anchor's class among all others of the batch, by cosine over
 * temperature. An anchor that is alone in its class counts as 0.
 *
 * @param embeddings - `[N, D]`, real.
 * @param labels - `[N]`, int32: any numbers from 0 that tell classes apart; examples of class −100 are left out.
 * @param temperature - above 0: a number, or a tensor that is learned. Default 0.07.
 * @returns from 0, nats; `.each` gives one value an anchor.
 * @throws ShapeError where labels do not fit embeddings; ParameterError for temperature.
 * @formula -\frac{1}{N} \sum_i \frac{1}{|P_i|} \sum_{j \in P_i} \log \frac{e^{\frac{c_{i j}}{\mathit{temperature}}}}{\sum_{l \ne i}
 * e^{\frac{c_{i l}}{\mathit{temperature}}}}, \quad c_{i j} = \cos(\hat{y}_i, \hat{y}_j), \quad P_i = \{ j \ne i : y_j = y_i \}
 * @along { "axis": "coordinate t of the first embedding (1, t)", "from": -3, "to": 3, "prediction": [[1, "t"],
 * [1, 0.2], [0, 1], [-1, 0.5]], "target": [0, 0, 1, 1] }
 * @example
 * supervisedContrastive.with({ temperature: 0.5 })([[1, 0], [0, 1], [0.6, 0.8]], [3, 3, 7]).item() // → 1.082394
 * @see Khosla et al., "Supervised Contrastive Learning", NeurIPS 2020, eq. 2 (the sum outside of the logarithm).
 */
export const supervisedContrastive = defineBatchLoss({
  name: "supervisedContrastive",
  target: "classes",
  // Labels only tell classes apart.
  classCount: () => Infinity,
  weighsExamples: true,
  parameters: { temperature },
  value: (embeddings, labels, { temperature }) => {
    const { shape } = embeddings;
    if (shape.length !== 2)
      throw new ShapeError(`supervisedContrastive: prediction has shape [${shape.join(", ")}], expected [N, D]`);
    const places = arange(labels.data.length);
    const isSelf = equal(reshape(places, [-1, 1]), places);
    const logits = where(
      isSelf,
      -Infinity,
      div(cosineSimilarities(embeddings, embeddings), beside(temperature, embeddings)),
    );
    // The mask of the anchor itself is −Infinity: 0 wins over it.
    return neg(sum(mul0(shares(labels, embeddings), logSoftmax(logits)), { axis: -1 }));
  },
});

/** What each example counts for each anchor: 1 over the number of others of its class, or 0. */
function shares(labels: Tensor, { dtype }: Tensor): Tensor {
  const count = labels.data.length;
  const rows = new Float64Array(count * count);
  for (const [i, own] of labels.data.entries()) {
    const mates = Array.from(labels.data.keys()).filter((j) => j !== i && labels.data[j] === own);
    for (const j of mates) rows[i * count + j] = 1 / mates.length;
  }
  return tensor(rows, { shape: [count, count], dtype });
}
