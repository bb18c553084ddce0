import { defineLoss } from "@surprisal/contract";
import { arange, cumsum, less, lessEqual, reshape, softmax, square, sub, sum, where } from "@surprisal/tensor";
import { unmasked } from "./unmasked.ts";

/**
 * Ranked probability score, for ordered classes: the squared differences of the cumulative probabilities from those of certainty of the
 * true class, so that a near miss costs less than a far one.
 *
 * @param logits - `[… C]`, real, classes in their order; −Infinity gives a class probability 0, but it keeps its place in the order.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @returns `[…]`, in [0, C − 1]; for two classes half the Brier score. Strictly proper.
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C.
 * @formula \sum_k \left(\sum_{j \le k} p_j - [y \le k]\right)^2
 * @example
 * rankedProbabilityScore([[2, 1, 0.1]], [0]) // → [0.1259955]
 * @see Epstein, "A Scoring System for Probability Forecasts of Ranked Categories", Journal of Applied Meteorology 8 (1969).
 */
export const rankedProbabilityScore = defineLoss({
  name: "rankedProbabilityScore",
  prediction: "logits",
  target: "classes",
  value: (logits, classes) => {
    const p = softmax(logits);
    const below = less(arange(logits.shape.at(-1) ?? 0), reshape(classes, [...classes.shape, 1]));
    const [before, after] = [cumsum(p), cumsum(p, { reverse: true, exclusive: true })];
    // What is cumulated below the true class, or left from it on. Of a sum and its complement the smaller one holds the digits.
    const [wrong, right] = [where(below, before, after), where(below, after, before)];
    const errors = where(lessEqual(wrong, right), wrong, sub(1, right));
    // A masked class would count what is cumulated up to its neighbour again.
    return sum(square(unmasked(errors, logits)), { axis: -1 });
  },
  traits: () => ({
    convex: false,
    differentiable: 2,
    shiftInvariant: true,
    symmetric: false,
    proper: "softmax",
    calibrated: true,
    ordinal: true,
    optimalConstant: "logPrior",
  }),
});
