import { defineLoss } from "@surprisal/contract";
import { add, pick, relu, sub } from "@surprisal/tensor";
import { bestOther } from "./bestOther.ts";

/**
 * Crammer–Singer hinge loss: by how much the best of the other classes comes closer to the true one than the margin.
 *
 * @param logits - `[… C]`, real scores; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @param margin - from 0. Default 1.
 * @returns `[…]`, in [0, ∞]; on the hinge the derivative is 0.
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C; ParameterError for margin.
 * @example
 * crammerSinger([[2, 1.5, 0.1]], [0]) // → [0.5]
 * @see Crammer & Singer, "On the Algorithmic Implementation of Multiclass Kernel-based Vector Machines", Journal of Machine Learning
 * Research 2 (2001).
 * @also optax: `optax.losses.multiclass_hinge_loss`
 */
export const crammerSinger = defineLoss({
  name: "crammerSinger",
  prediction: "logits",
  target: "classes",
  parameters: { margin: { default: 1, domain: "[0, ∞)" } },
  value: (logits, classes, { margin }) => relu(add(margin, sub(bestOther(logits, classes), pick(logits, classes)))),
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
    limits: [{ at: { margin: 0 }, is: "multiclassPerceptron" }],
  }),
});
