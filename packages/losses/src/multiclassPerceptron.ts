import { defineLoss } from "@surprisal/contract";
import { pick, relu, sub } from "@surprisal/tensor";
import { bestOther } from "./bestOther.ts";

/**
 * Multi-class perceptron loss: by how much the best class outscores the true one; nothing where that is the best itself.
 *
 * @param logits - `[… C]`, real scores; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @returns `[…]`, in [0, ∞]; at a tie the derivative is 0.
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C.
 * @example
 * multiclassPerceptron([[2, 1.5, 0.1]], [1]) // → [0.5]
 * multiclassPerceptron([[2, 1.5, 0.1]], [0]) // → [0]
 * @see Crammer & Singer, "Ultraconservative Online Algorithms for Multiclass Problems", Journal of Machine Learning Research 3 (2003).
 * @also optax: `optax.losses.multiclass_perceptron_loss`
 */
export const multiclassPerceptron = defineLoss({
  name: "multiclassPerceptron",
  prediction: "logits",
  target: "classes",
  value: (logits, classes) => relu(sub(bestOther(logits, classes), pick(logits, classes))),
  traits: () => ({
    convex: true,
    bounded: false,
    lipschitz: Math.SQRT2,
    smoothness: false,
    differentiable: 0,
    shiftInvariant: true,
    symmetric: false,
    proper: false,
    calibrated: false,
  }),
});
