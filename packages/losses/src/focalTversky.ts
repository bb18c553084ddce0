import { defineLoss } from "@surprisal/contract";
import { guardedPower } from "@surprisal/tensor";
import { errorShare } from "./errorShare.ts";

/**
 * Focal Tversky loss on logits: the Tversky loss to the power of 1/γ; γ above 1 gives weight to regions that are nearly right.
 *
 * @param logits - `[… K]`, real: a region as one row of K pixels, or of labels; −Infinity leaves a place out. p is the sigmoid.
 * @param target - `[… K]`, in [0, 1]: 1 inside of the region.
 * @param alpha - what a false positive counts, above 0. Default 0.3.
 * @param beta - what a false negative counts, above 0. Default 0.7.
 * @param gamma - above 0. Default 4/3.
 * @param smooth - from 0. Default 1.
 * @returns `[…]`, in [0, 1).
 * @throws ShapeError where target does not fit logits; ParameterError for alpha, beta, gamma, smooth.
 * @example
 * focalTversky([[2, -1, 0]], [[1, 0, 1]]) // → [0.2735732]
 * @see Abraham & Khan, "A Novel Focal Tversky Loss Function with Improved Attention U-Net for Lesion Segmentation", ISBI 2019.
 */
export const focalTversky = defineLoss({
  name: "focalTversky",
  prediction: "logits",
  target: "row",
  parameters: {
    alpha: { default: 0.3, domain: "(0, ∞)" },
    beta: { default: 0.7, domain: "(0, ∞)" },
    gamma: { default: 4 / 3, domain: "(0, ∞)" },
    smooth: { default: 1, domain: "[0, ∞)" },
  },
  value: (logits, target, { gamma, ...weights }) => guardedPower(errorShare(logits, target, weights), 1 / gamma),
  traits: ({ alpha, beta, smooth }) => ({
    convex: false,
    differentiable: 2,
    limits: [{ at: { gamma: 1 }, is: "tversky", with: { alpha, beta, smooth } }],
  }),
});
