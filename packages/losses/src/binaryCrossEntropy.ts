import { defineLoss, type ParameterSpecification } from "@surprisal/contract";
import { add, mul, mul0, neg, sigmoid, softplus, sub, type Tensor } from "@surprisal/tensor";

const positiveWeight: ParameterSpecification<number | Tensor> = { default: 1, domain: "[0, ∞)", tensor: true };

/**
 * Binary cross-entropy on logits: the surprisal of an outcome that has probability sigmoid(logit), element by element.
 *
 * @param logits - any shape, real, ±Infinity too.
 * @param target - the same shape (or one that broadcasts to it), in [0, 1]: 1 where the outcome happened.
 * @param positiveWeight - how much a positive target counts, from 0: a number, or a tensor that broadcasts to logits. Default 1.
 * @returns the shape of logits, in [0, ∞], nats.
 * @throws ShapeError where target does not fit logits; ParameterError for a negative positiveWeight.
 * @example
 * binaryCrossEntropy([0, 2, -40], [1, 1, 0]) // → [0.6931472, 0.126928, 4.248354e-18]
 * @see Cox, "The Regression Analysis of Binary Sequences", Journal of the Royal Statistical Society B 20 (1958).
 * @also PyTorch: `torch.nn.functional.binary_cross_entropy_with_logits`
 * @also optax: `optax.losses.sigmoid_binary_cross_entropy`
 * @also Keras: `keras.losses.BinaryCrossentropy` with `from_logits=True`
 * @also TensorFlow.js: `tf.losses.sigmoidCrossEntropy`
 */
export const binaryCrossEntropy = defineLoss({
  name: "binaryCrossEntropy",
  prediction: "logits",
  target: "probability",
  parameters: { positiveWeight },
  value: (logits, target, { positiveWeight }) => {
    const positive = positiveWeight === 1 ? target : mul(positiveWeight, target);
    // 0 wins over ∞: a certain prediction that is right costs nothing.
    return add(mul0(positive, softplus(neg(logits))), mul0(sub(1, target), softplus(logits)));
  },
  traits: ({ positiveWeight: w }) =>
    typeof w === "number"
      ? {
          convex: true,
          bounded: false,
          lipschitz: Math.max(1, w),
          smoothness: Math.max(1, w) / 4,
          differentiable: 2,
          symmetric: false,
          ...(w === 1
            ? { proper: "sigmoid", optimalConstant: "logit" }
            : w > 0 && {
                proper: {
                  formula: `sigmoid(x − log ${w})`,
                  probability: (logits) => sigmoid(sub(logits, Math.log(w))),
                },
              }),
          calibrated: w === 1,
          favorsRareClasses: w !== 1,
        }
      : { convex: true, bounded: false, differentiable: 2 },
});
