import { defineLoss } from "@surprisal/contract";
import { mul, neg, relu } from "@surprisal/tensor";

/**
 * Perceptron loss: how far the margin, target · score, is below 0. Its gradient at 0 is 0.
 *
 * @param scores - any shape, real.
 * @param target - the same shape (or one that broadcasts to it), −1 or 1.
 * @returns the shape of scores, in [0, ∞].
 * @throws ShapeError where target does not fit scores; ParameterError for a target that is neither −1 nor 1.
 * @example
 * perceptron([0.5, -2], [1, 1]) // → [0, 2]
 * @see Rosenblatt, "The Perceptron: A Probabilistic Model for Information Storage and Organization in the Brain", Psychological Review 65 (1958).
 * @also optax: `optax.losses.perceptron_loss`
 * @also scikit-learn: `SGDClassifier(loss="perceptron")`
 */
export const perceptron = defineLoss({
  name: "perceptron",
  prediction: "real",
  target: "sign",
  value: (scores, target) => relu(neg(mul(scores, target))),
  traits: () => ({
    convex: true,
    bounded: false,
    lipschitz: 1,
    smoothness: false,
    differentiable: 0,
    symmetric: false,
    proper: false,
    calibrated: false,
  }),
});
