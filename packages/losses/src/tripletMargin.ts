import { defineLoss } from "@surprisal/contract";
import { add, relu, sub } from "@surprisal/tensor";

/**
 * Triplet margin loss: an anchor has to be nearer to a positive example than to a negative one, by a margin. It depends on the two
 * distances alone, and so takes those: `distance(anchor, positive)` of "@surprisal/losses/pairs", or any other. To swap anchor and positive
 * where that is harder, give `minimum(distance(anchor, negative), distance(positive, negative))`.
 *
 * @param toPositive - any shape: distances from anchor to positive, from 0.
 * @param toNegative - the same shape: distances from anchor to negative, from 0; gradients reach them too.
 * @param margin - from 0. Default 1.
 * @returns the shape of toPositive: max(0, toPositive − toNegative + margin).
 * @throws ShapeError where the shapes do not fit; ParameterError for margin.
 * @example
 * tripletMargin([0.5, 1], [2, 1.5]) // → [0, 0.5]
 * @see Schroff et al., "FaceNet: A Unified Embedding for Face Recognition and Clustering", CVPR 2015 (there on squared distances).
 * @also PyTorch: `torch.nn.functional.triplet_margin_loss`
 */
export const tripletMargin = defineLoss({
  name: "tripletMargin",
  prediction: "real",
  target: "real",
  parameters: { margin: { default: 1, domain: "[0, ∞)" } },
  value: (toPositive, toNegative, { margin }) => relu(add(sub(toPositive, toNegative), margin)),
  traits: () => ({ convex: true, bounded: false, lipschitz: 1, smoothness: false, differentiable: 0 }),
});
