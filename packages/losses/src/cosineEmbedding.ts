import { defineLoss } from "@surprisal/contract";
import { greater, relu, sub, where } from "@surprisal/tensor";

/**
 * Cosine embedding loss: pairs that belong together are to point the same way, others are to have a cosine of at most the margin. It
 * depends on the cosine alone, and so takes that: `cosineSimilarity(a, b)` of "@surprisal/losses/pairs".
 *
 * @param similarity - any shape: cosines, in [−1, 1].
 * @param target - the same shape: 1 where the pair belongs together, −1 where not.
 * @param margin - in [−1, 1]. Default 0.
 * @returns the shape of similarity: 1 − similarity, or max(0, similarity − margin).
 * @throws ShapeError where target does not fit similarity; ParameterError for a target that is neither −1 nor 1, and for margin.
 * @example
 * cosineEmbedding([0.8, 0.8, -0.5], [1, -1, -1]) // → [0.2, 0.8, 0]
 * @also PyTorch: `torch.nn.functional.cosine_embedding_loss`
 */
export const cosineEmbedding = defineLoss({
  name: "cosineEmbedding",
  prediction: "real",
  target: "sign",
  parameters: { margin: { default: 0, domain: "[-1, 1]" } },
  value: (similarity, target, { margin }) =>
    where(greater(target, 0), sub(1, similarity), relu(sub(similarity, margin))),
  traits: () => ({
    convex: true,
    bounded: false,
    lipschitz: 1,
    smoothness: false,
    differentiable: 0,
    symmetric: false,
  }),
});
