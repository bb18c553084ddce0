import { defineLoss } from "@surprisal/contract";
import { expm1, logSoftmax, neg } from "@surprisal/tensor";
import { logAffinity } from "./logAffinity.ts";
import { powerConstants } from "./constants.ts";

/** Of 2 − 2√p, to which twice the loss comes against a certain target. */
const { lipschitz, smoothness } = powerConstants(0.5);

/**
 * Squared Hellinger distance on logits: 1 − Σ √(pq), half the squared distance of the roots of the probabilities.
 *
 * @param logits - `[… C]`, real; −Infinity gives a class probability 0.
 * @param targetLogits - `[… C]`, real: the logits of the target, or the logarithms of its probabilities.
 * @returns `[…]`, in [0, 1].
 * @throws ShapeError where targetLogits do not fit logits.
 * @example
 * squaredHellinger([[2, 1, 0.1]], [[1, 1.5, -0.5]]) // → [0.0603915]
 * @see Gibbs & Su, "On Choosing and Bounding Probability Metrics", International Statistical Review 70 (2002).
 */
export const squaredHellinger = defineLoss({
  name: "squaredHellinger",
  prediction: "logits",
  target: "row",
  value: (logits, targetLogits) => neg(expm1(logAffinity(logSoftmax(targetLogits), logSoftmax(logits), 0.5))),
  traits: () => ({
    convex: false,
    bounded: 1,
    lipschitz: lipschitz / 2,
    smoothness: smoothness / 2,
    differentiable: 2,
    shiftInvariant: true,
  }),
});
