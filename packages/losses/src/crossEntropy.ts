import { defineLoss, type ParameterSpecification } from "@surprisal/contract";
import { add, logSoftmax, mul, mul0, neg, pick, sum } from "@surprisal/tensor";
import { maskedClasses, meanOverClasses } from "./smoothing.ts";

type SmoothOver = "all" | "others";

const smoothOver: ParameterSpecification<SmoothOver> = { default: "all", oneOf: ["all", "others"] };

/**
 * Softmax cross-entropy: the surprisal of the true class under the softmax of the logits; of a target distribution, its expectation.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param target - classes `[…]`, int32 in 0 … C − 1; or distributions `[… C]`, float, from 0.
 * @param labelSmoothing - in [0, 1]: the share of the target that is spread over classes. Default 0.
 * @param smoothOver - "all" C classes as PyTorch and Keras do (default), or the C − 1 "others" as Megatron does. Classes only.
 * @param maskedClasses - whether it is spread over masked classes too, which makes the loss Infinity, as in PyTorch ("included", the default),
 * or over the classes that are left ("excluded").
 * @returns `[…]`, in [0, ∞], nats. Class weights multiply each class's term; the mean divides by the weights of the true classes, or for
 * distributions by the number of rows, as in PyTorch.
 * @throws ShapeError where target does not fit logits; ClassError naming position, value and C; ParameterError for labelSmoothing.
 * @example
 * crossEntropy([[2, 1, 0.1]], [0]) // → [0.4170300]
 * crossEntropy([[2, 1, 0.1]], [[0.7, 0.2, 0.1]]) // → [0.8070300]
 * crossEntropy.with({ labelSmoothing: 0.1 }).mean([[2, 1, 0.1]], [0]).item() // → 0.5136967
 * crossEntropy.with({ labelSmoothing: 0.1, maskedClasses: "excluded" })([[2, 1, -Infinity]], [0]) // → [0.3632617]
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
    maskedClasses,
  },
  weighsClasses: true,
  value: (logits, target, { labelSmoothing, smoothOver, maskedClasses }, { target: kind, classWeights }) => {
    const surprisal = neg(logSoftmax(logits));
    const each = classWeights ? mul0(classWeights, surprisal) : surprisal;
    const isClass = kind === "classes";
    const own = isClass ? pick(each, target) : sum(mul0(target, each), { axis: -1 });
    if (labelSmoothing === 0) return own;
    const except = isClass && smoothOver === "others" ? target : undefined;
    const smooth = meanOverClasses(each, logits, maskedClasses, except);
    // 0 wins over ∞: a masked class on which nothing is put costs nothing.
    return add(mul0(1 - labelSmoothing, own), mul(labelSmoothing, smooth));
  },
  // Smoothing adds a linear function of the log-probabilities: the Hessian diag(p) − ppᵀ stays, with eigenvalues of at most ½.
  traits: ({ labelSmoothing }) => ({
    convex: true,
    bounded: false,
    // That of very many classes; fewer come near to it where not all is spread.
    ...(labelSmoothing <= 0.5 && { lipschitz: Math.hypot(1, 1 - labelSmoothing) }),
    smoothness: 0.5,
    differentiable: 2,
    shiftInvariant: true,
    symmetric: false,
    proper: labelSmoothing === 0 && "softmax",
    calibrated: labelSmoothing < 1,
    ...(labelSmoothing === 0 && { optimalConstant: "logPrior" }),
  }),
});
