import { defineLoss } from "@surprisal/contract";
import { logSoftmax } from "@surprisal/tensor";
import { share } from "./share.ts";
import { maximum } from "./maximum.ts";

/** The second derivative by the margin between two classes, where slope and curvature are larger than between more. */
function ofTwo(p: number): number {
  const u = 1 - p;
  const total = -Math.log(p) - Math.log(u);
  const entropy = -p * Math.log(p) - u * Math.log(u);
  return (p * u * Math.log(p / u) * total + 2 * entropy * (p - u)) / total ** 3;
}

/**
 * Normalized cross-entropy: the surprisal of the true class as a share of the surprisals of all classes; tolerates noise in the labels.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @returns `[…]`, in [0, 1].
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C.
 * @formula \frac{\log p_y}{\sum_k \log p_k}
 * @example
 * normalizedCrossEntropy([[2, 1, 0.1]], [0]) // → [0.1004628]
 * @see Ma et al., "Normalized Loss Functions for Deep Learning with Noisy Labels", ICML 2020.
 */
export const normalizedCrossEntropy = defineLoss({
  name: "normalizedCrossEntropy",
  prediction: "logits",
  target: "classes",
  value: (logits, classes) => share(logSoftmax(logits), classes, logits),
  traits: () => ({
    convex: false,
    bounded: 1,
    lipschitz: Math.SQRT1_2 / (2 * Math.LN2),
    smoothness: 2 * maximum(ofTwo),
    differentiable: 2,
    shiftInvariant: true,
    symmetric: true,
    proper: false,
    calibrated: false,
  }),
});
