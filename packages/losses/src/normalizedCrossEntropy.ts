import { defineLoss } from "@surprisal/contract";
import { logSoftmax } from "@surprisal/tensor";
import { share } from "./share.ts";

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
  traits: () => ({ convex: false, bounded: 1, shiftInvariant: true, symmetric: true }),
});
