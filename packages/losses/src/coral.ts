import { defineLoss } from "@surprisal/contract";
import { arange, less, neg, reshape, softplus, sum, where } from "@surprisal/tensor";

/**
 * CORAL, for ordered classes: binary cross-entropy of each threshold being passed, summed. The logits are a score of the example plus a
 * bias of the threshold.
 *
 * @param logits - `[… C − 1]`, real: those of the class being above 0, above 1, … above C − 2.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @returns `[…]`, in [0, ∞], nats.
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C.
 * @formula \sum_k \left([k < y] \log(1 + e^{-z_k}) + [k \ge y] \log(1 + e^{z_k})\right)
 * @example
 * coral([[2, -1]], [1]) // → [0.4401897]
 * coral([[2, -1]], [3]) // throws ClassError
 * @see Cao, Mirjalili & Raschka, "Rank Consistent Ordinal Regression for Neural Networks with Application to Age Estimation", Pattern
 * Recognition Letters 140 (2020).
 */
export const coral = defineLoss({
  name: "coral",
  prediction: "logits",
  target: "classes",
  classCount: (width) => width + 1,
  value: (logits, classes) => {
    const passed = less(arange(logits.shape.at(-1) ?? 0), reshape(classes, [...classes.shape, 1]));
    return sum(softplus(where(passed, neg(logits), logits)), { axis: -1 });
  },
  traits: () => ({
    convex: true,
    bounded: false,
    smoothness: 1 / 4,
    differentiable: 2,
    shiftInvariant: false,
    ordinal: true,
  }),
});
