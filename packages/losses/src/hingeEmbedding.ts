import { defineLoss } from "@surprisal/contract";
import { greater, relu, sub, where } from "@surprisal/tensor";

/**
 * Hinge loss of distances: that of a pair which belongs together is the loss; one that does not should be at least the margin.
 *
 * @param distances - any shape, real.
 * @param target - the same shape (or one that broadcasts to it): 1 for pairs that belong together, −1 for others.
 * @param margin - from 0. Default 1.
 * @returns the shape of distances, from 0 where they are.
 * @throws ShapeError where target does not fit distances; ParameterError for margin or for a target that is neither −1 nor 1.
 * @example
 * hingeEmbedding([0.5, 0.25, 3], [1, -1, -1]) // → [0.5, 0.75, 0]
 * @also PyTorch: `torch.nn.functional.hinge_embedding_loss`
 */
export const hingeEmbedding = defineLoss({
  name: "hingeEmbedding",
  prediction: "real",
  target: "sign",
  parameters: { margin: { default: 1, domain: "[0, ∞)" } },
  value: (distances, target, { margin }) => where(greater(target, 0), distances, relu(sub(margin, distances))),
  traits: () => ({
    convex: true,
    bounded: false,
    lipschitz: 1,
    smoothness: false,
    differentiable: 0,
    symmetric: false,
  }),
});
