import { defineLoss } from "@surprisal/contract";
import {
  add,
  composed,
  defineBinary,
  div,
  less,
  log,
  log1p,
  maximum,
  minimum,
  mul,
  neg,
  scoped,
  square,
  sub,
  type Tensor,
  where,
} from "@surprisal/tensor";

/** No term is larger than this, as in PyTorch: what a probability of 0 costs where the outcome happened. */
const largest = 100;
/** Below this variance the derivatives are cut off, as in PyTorch: the first by a least variance in float32, the second by a summand. */
const smallVariance = 1e-12;
const leastVariance = Math.fround(smallVariance);

const variance = (p: Tensor): Tensor => {
  const own = mul(p, sub(1, p));
  return where(less(own, smallVariance), add(own, smallVariance), own);
};

/** ∂/∂p of the surprisal, with a rule of its own: where the variance is cut off the plain rule would be 0. */
const score = defineBinary(
  "bernoulliScore",
  composed(
    scoped(
      { leastVariance },
      ({ leastVariance }) =>
        (p: number, t: number) =>
          (p - t) / Math.max(p * (1 - p), leastVariance),
    ),
    (p, t) => div(sub(p, t), maximum(mul(p, sub(1, p)), leastVariance)),
  ),
  [
    (c, _, p, t) => mul(c, div(add(mul(sub(1, t), square(p)), mul(t, square(sub(1, p)))), square(variance(p)))),
    (c, _, p) => div(neg(c), variance(p)),
  ],
);

const surprisal = defineBinary(
  "bernoulliSurprisal",
  composed(
    scoped(
      { largest },
      ({ largest }) =>
        (p: number, t: number) =>
          t * Math.min(-Math.log(p), largest) + (1 - t) * Math.min(-Math.log1p(-p), largest),
    ),
    (p, t) => add(mul(t, minimum(neg(log(p)), largest)), mul(sub(1, t), minimum(neg(log1p(neg(p))), largest))),
  ),
  [
    (c, _, p, t) => mul(c, score(p, t)),
    (c, _, p) => mul(c, sub(maximum(log(sub(1, p)), -largest), maximum(log(p), -largest))),
  ],
);

/**
 * Binary cross-entropy on probabilities, element by element, for models that give nothing else. On logits `binaryCrossEntropy` keeps all
 * digits; here a probability that was rounded to 0 or 1 costs at most 100, with a gradient of at most 1e12, as in PyTorch.
 *
 * @param probabilities - any shape, in [0, 1].
 * @param target - the same shape (or one that broadcasts to it), in [0, 1].
 * @returns the shape of probabilities, in [0, 100], nats.
 * @throws ShapeError where target does not fit; ParameterError for a probability outside of [0, 1].
 * @formula -y \max(\log p, -100) - (1 - y) \max(\log(1 - p), -100)
 * @example
 * binaryCrossEntropyOnProbabilities([0.5, 0.9, 0], [1, 1, 1]) // → [0.6931472, 0.1053605, 100]
 * binaryCrossEntropyOnProbabilities([1.5], [1]) // throws ParameterError
 * @also PyTorch: `torch.nn.functional.binary_cross_entropy`
 * @also Keras: `keras.losses.BinaryCrossentropy`
 * @also TensorFlow.js: `tf.losses.logLoss`
 */
export const binaryCrossEntropyOnProbabilities = defineLoss({
  name: "binaryCrossEntropyOnProbabilities",
  prediction: "probabilities",
  target: "probability",
  value: surprisal,
  traits: () => ({ symmetric: false, proper: "identity", calibrated: true, optimalConstant: "mean" }),
});
