import { defineLoss } from "@surprisal/contract";
import { errorShare } from "./errorShare.ts";

/**
 * Jaccard loss on logits: one less the intersection over the union of each row, with soft counts, 1 − (I + s) / (U + s).
 *
 * @param logits - `[… K]`, real: a region as one row of K pixels, or of labels; −Infinity leaves a place out. p is the sigmoid.
 * @param target - `[… K]`, in [0, 1]: 1 inside of the region.
 * @param smooth - s, from 0. Default 1.
 * @returns `[…]`, in [0, 1).
 * @throws ShapeError where target does not fit logits; ParameterError for smooth.
 * @example
 * jaccard([[2, -1, 0]], [[1, 0, 1]]) // → [0.2716917]
 * @see Rahman & Wang, "Optimizing Intersection-Over-Union in Deep Neural Networks for Image Segmentation", ISVC 2016.
 */
export const jaccard = defineLoss({
  name: "jaccard",
  prediction: "logits",
  target: "row",
  parameters: { smooth: { default: 1, domain: "[0, ∞)" } },
  value: (logits, target, { smooth }) => errorShare(logits, target, { alpha: 1, beta: 1, smooth }),
  traits: () => ({ convex: false, differentiable: 2 }),
});
