import { defineLoss } from "@surprisal/contract";
import { errorShare } from "./errorShare.ts";

/**
 * Tversky loss on logits: one less the Tversky index of each row, in which false positives and false negatives count differently,
 * 1 − (TP + s) / (TP + α·FP + β·FN + s), with soft counts.
 *
 * @param logits - `[… K]`, real: a region as one row of K pixels, or of labels; −Infinity leaves a place out. p is the sigmoid.
 * @param target - `[… K]`, in [0, 1]: 1 inside of the region.
 * @param alpha - what a false positive counts, above 0. Default 0.5, with which the loss is `dice` of twice the smooth.
 * @param beta - what a false negative counts, above 0. Default 0.5.
 * @param smooth - s, from 0. Default 1.
 * @returns `[…]`, in [0, 1).
 * @throws ShapeError where target does not fit logits; ParameterError for alpha, beta, smooth.
 * @example
 * tversky.with({ alpha: 0.3, beta: 0.7 })([[2, -1, 0]], [[1, 0, 1]]) // → [0.1775953]
 * @see Salehi et al., "Tversky Loss Function for Image Segmentation Using 3D Fully Convolutional Deep Networks", MLMI 2017.
 * @also Keras: `keras.losses.Tversky`
 */
export const tversky = defineLoss({
  name: "tversky",
  prediction: "logits",
  target: "row",
  parameters: {
    alpha: { default: 0.5, domain: "(0, ∞)" },
    beta: { default: 0.5, domain: "(0, ∞)" },
    smooth: { default: 1, domain: "[0, ∞)" },
  },
  value: (logits, target, weights) => errorShare(logits, target, weights),
  traits: ({ smooth }) => ({
    convex: false,
    differentiable: 2,
    limits: [
      { at: { alpha: 0.5, beta: 0.5 }, is: "dice", with: { smooth: 2 * smooth } },
      { at: { alpha: 1, beta: 1 }, is: "jaccard", with: { smooth } },
    ],
  }),
});
