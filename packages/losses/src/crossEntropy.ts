import { defineLoss, type ParameterSpecification } from "@surprisal/contract";
import { add, logSoftmax, mul, mul0, neg, pick, reshape, sum, take, where, type Tensor } from "@surprisal/tensor";
import { isTarget } from "./isTarget.ts";

type SmoothOver = "all" | "others";
type Smoothing = { readonly labelSmoothing: number; readonly smoothOver: SmoothOver };

const smoothOver: ParameterSpecification<SmoothOver> = { default: "all", oneOf: ["all", "others"] };

/**
 * Softmax cross-entropy: the surprisal of the true class under the softmax of the logits; of a target distribution, its expectation.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param target - classes `[…]`, int32 in 0 … C − 1; or distributions `[… C]`, float, from 0.
 * @param labelSmoothing - in [0, 1]: the share of the target that is spread over classes. Default 0. Onto a masked class the loss is Infinity.
 * @param smoothOver - "all" C classes as PyTorch and Keras do (default), or the C − 1 "others" as Megatron does. Classes only.
 * @returns `[…]`, in [0, ∞], nats. Class weights multiply each class's term; the mean divides by the weights of the true classes, or for
 * distributions by the number of rows, as in PyTorch.
 * @throws ShapeError where target does not fit logits; ClassError naming position, value and C; ParameterError for labelSmoothing.
 * @example
 * crossEntropy([[2, 1, 0.1]], [0]) // → [0.4170300]
 * crossEntropy([[2, 1, 0.1]], [[0.7, 0.2, 0.1]]) // → [0.8070300]
 * crossEntropy.with({ labelSmoothing: 0.1 }).mean([[2, 1, 0.1]], [0]).item() // → 0.5136967
 * @see Szegedy et al., "Rethinking the Inception Architecture for Computer Vision", CVPR 2016, section 7 (label smoothing).
 * @also PyTorch: `torch.nn.functional.cross_entropy`
 * @also optax: `optax.losses.softmax_cross_entropy_with_integer_labels`, `softmax_cross_entropy`
 * @also Keras: `keras.losses.SparseCategoricalCrossentropy`, `CategoricalCrossentropy` with `from_logits=True`
 * @also scikit-learn: `LogisticRegression`; on probabilities `sklearn.metrics.log_loss`
 * @also TensorFlow.js: `tf.losses.softmaxCrossEntropy`
 */
export const crossEntropy = defineLoss({
  name: "crossEntropy",
  prediction: "logits",
  target: ["classes", "distribution"],
  parameters: {
    labelSmoothing: { default: 0, domain: "[0, 1]" },
    smoothOver,
  },
  weighsClasses: true,
  value: (logits, target, parameters, { target: kind, classWeights }) => {
    const surprisal = neg(logSoftmax(logits));
    return kind === "classes"
      ? ofClasses(surprisal, target, parameters, classWeights)
      : ofDistribution(surprisal, target, parameters, classWeights);
  },
  // Smoothing adds a linear function of the log-probabilities: the Hessian diag(p) − ppᵀ stays, with eigenvalues of at most ½.
  traits: ({ labelSmoothing }) => ({
    convex: true,
    bounded: false,
    ...(labelSmoothing === 0 && { lipschitz: Math.SQRT2 }),
    smoothness: 0.5,
    shiftInvariant: true,
    symmetric: false,
  }),
});

function ofClasses(
  surprisal: Tensor,
  classes: Tensor,
  { labelSmoothing, smoothOver }: Smoothing,
  classWeights: Tensor | undefined,
): Tensor {
  const own = pick(surprisal, classes);
  const weight = classWeights && reshape(take(classWeights, reshape(classes, [-1])), classes.shape);
  const weighted = weight ? mul0(weight, own) : own;
  if (labelSmoothing === 0) return weighted;
  const count = surprisal.shape.at(-1) ?? 1;
  const each = classWeights ? mul0(classWeights, surprisal) : surprisal;
  const spread =
    smoothOver === "all" ? sum(each, { axis: -1 }) : sum(where(isTarget(classes, count), 0, each), { axis: -1 });
  const share = labelSmoothing / (smoothOver === "all" ? count : count - 1);
  const smooth = mul(share, spread);
  // A share of 0 is left out: an infinite surprisal that nothing is put on must not count.
  return labelSmoothing === 1 ? smooth : add(mul(1 - labelSmoothing, weighted), smooth);
}

function ofDistribution(
  surprisal: Tensor,
  distribution: Tensor,
  { labelSmoothing }: Smoothing,
  classWeights: Tensor | undefined,
): Tensor {
  const count = surprisal.shape.at(-1) ?? 1;
  const smoothed =
    labelSmoothing === 0 ? distribution : add(mul(1 - labelSmoothing, distribution), labelSmoothing / count);
  return sum(mul0(classWeights ? mul(classWeights, smoothed) : smoothed, surprisal), { axis: -1 });
}
