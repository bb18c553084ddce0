import { defineLoss } from "@surprisal/contract";
import { neg, pick } from "@surprisal/tensor";

/**
 * Negative log-likelihood of classes, for models that give log-probabilities; on logits `crossEntropy` is both steps in one.
 *
 * @param logProbabilities - `[… C]`, in [−∞, 0].
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @returns `[…]`, in [0, ∞], nats.
 * @throws ShapeError where classes do not fit logProbabilities; ClassError naming position, value and C.
 * @example
 * negativeLogLikelihood(log([[0.5, 0.25, 0.25]]), [1]) // → [1.386294]
 * @also PyTorch: `torch.nn.functional.nll_loss`
 */
export const negativeLogLikelihood = defineLoss({
  name: "negativeLogLikelihood",
  prediction: "logProbabilities",
  target: "classes",
  value: (logProbabilities, classes) => neg(pick(logProbabilities, classes)),
  traits: () => ({
    convex: true,
    bounded: false,
    lipschitz: 1,
    smoothness: 0,
    differentiable: 2,
    symmetric: false,
    proper: "exp",
    calibrated: true,
    optimalConstant: "logPrior",
  }),
});
