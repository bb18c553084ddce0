import { defineLoss } from "@surprisal/contract";
import { errorShare } from "./errorShare.ts";

/**
 * Dice loss on logits: one less the Dice coefficient (the F1 score, with soft counts) of each row, 1 − (2 Σ p·t + s) / (Σ p + Σ t + s).
 *
 * @param logits - `[… K]`, real: a region as one row of K pixels, or of labels; −Infinity leaves a place out. p is the sigmoid.
 * @param target - `[… K]`, in [0, 1]: 1 inside of the region.
 * @param smooth - s, from 0. Default 1.
 * @returns `[…]`, in [0, 1).
 * @throws ShapeError where target does not fit logits; ParameterError for smooth.
 * @formula 1 - \frac{2 \sum_k \sigma(z_k) y_k + \mathit{smooth}}{\sum_k \sigma(z_k) + \sum_k y_k + \mathit{smooth}}
 * @example
 * dice([[2, -1, 0]], [[1, 0, 1]]) // → [0.1910095]
 * @see Milletari et al., "V-Net: Fully Convolutional Neural Networks for Volumetric Medical Image Segmentation", 3DV 2016 (there with squares
 * in the denominator).
 * @also Keras: `keras.losses.Dice`
 */
export const dice = defineLoss({
  name: "dice",
  prediction: "logits",
  target: "row",
  parameters: { smooth: { default: 1, domain: "[0, ∞)" } },
  value: (logits, target, { smooth }) => errorShare(logits, target, { alpha: 0.5, beta: 0.5, smooth: smooth / 2 }),
  traits: ({ smooth }) => ({
    convex: false,
    ...(smooth === 0 && { bounded: 1 }),
    differentiable: 2,
    limits: [{ at: { smooth: 0 }, is: "tversky", with: { smooth: 0 } }],
  }),
});
