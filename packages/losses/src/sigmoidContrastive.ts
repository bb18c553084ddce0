import { defineBatchLoss, type ParameterSpecification } from "@surprisal/contract";
import { add, arange, equal, mul, neg, reshape, softplus, sum, where, type Tensor } from "@surprisal/tensor";
import { cosineSimilarities } from "./pairs/cosineSimilarities.ts";
import { beside } from "./temperature.ts";

const scale: ParameterSpecification<number | Tensor> = { default: 10, domain: "(0, ∞)", tensor: true };
const bias: ParameterSpecification<number | Tensor> = { default: -10, domain: "(-∞, ∞)", tensor: true };

/**
 * The sigmoid loss of SigLIP: every image with every text is a binary question, whether they belong together; without a softmax over the
 * batch.
 *
 * @param images - `[N, D]`, real: embeddings of one kind.
 * @param texts - `[N, D]`, real: embeddings of the other; row i belongs to row i. Gradients reach them too.
 * @param scale - above 0, what cosines are multiplied by: a number, or a tensor that is learned. Default 10.
 * @param bias - real, what is added to them: a number, or a tensor that is learned. Default −10.
 * @returns from 0, nats: the sum over all N² pairs divided by N; `.each` gives one value an image.
 * @throws ShapeError where texts do not fit images; ParameterError for scale and bias.
 * @formula -\frac{1}{N} \sum_i \sum_j \log(\sigma(s_{i j} (\mathit{scale} c_{i j} + \mathit{bias}))), \quad c_{i j} = \cos(\hat{y}_i,
 * y_j), \quad s_{i j} = 2 [i = j] - 1
 * @along { "axis": "coordinate t of the first image (1, t)", "from": -3, "to": 3, "prediction": [[1, "t"], [0, 1], [-1, 0.5]], "target":
 * [[1, 0.2], [0.3, 1], [-1, 0]] }
 * @example
 * sigmoidContrastive([[1, 0], [0, 1]], [[1, 0], [0.6, 0.8]]).item() // → 1.419135
 * @see Zhai et al., "Sigmoid Loss for Language Image Pre-Training", ICCV 2023, section 3.2.
 */
export const sigmoidContrastive = defineBatchLoss({
  name: "sigmoidContrastive",
  target: "row",
  weighsExamples: true,
  parameters: { scale, bias },
  value: (images, texts, { scale, bias }) => {
    const logits = add(mul(cosineSimilarities(images, texts), beside(scale, images)), beside(bias, images));
    const places = arange(images.shape[0] ?? 0);
    const belong = equal(reshape(places, [-1, 1]), places);
    return sum(softplus(where(belong, neg(logits), logits)), { axis: -1 });
  },
});
