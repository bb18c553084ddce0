import { defineLoss } from "@surprisal/contract";
import { cast, div, max, mul, neg, pow, reshape, sub, where } from "@surprisal/tensor";
import { isTarget } from "./isTarget.ts";
import { logProbability } from "./logProbability.ts";
import { numberOfClass } from "./numberOfClass.ts";
import { required, requiredTensor } from "./requiredTensor.ts";
import { isUneven } from "./uneven.ts";

/**
 * Label-distribution-aware margin loss (LDAM): cross-entropy in which the true class must win by a margin, the larger the rarer it is.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @param counts - `[C]`, above 0: how often each class occurs. Margins go with the fourth root of 1 / count.
 * @param maxMargin - margin of the rarest class, from 0. Default 0.5.
 * @param scale - what logits are multiplied by after the margin is taken off, above 0. Default 30, for logits that are cosines.
 * @returns `[…]`, in [0, ∞].
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C; ParameterError where counts are missing, and for the others.
 * @formula -\log \frac{e^{\mathit{scale} (z_y - m_y)}}{e^{\mathit{scale} (z_y - m_y)} + \sum_{k \ne y} e^{\mathit{scale} z_k}}, \quad m_k
 * = \mathit{maxMargin} \left(\frac{\min_j \mathit{counts}_j}{\mathit{counts}_k}\right)^{\frac{1}{4}}
 * @shown { "counts": [300, 200, 100], "scale": 1 }
 * @example
 * labelDistributionAwareMargin.with({ counts: [16, 1, 1], scale: 1 })([[2, 1, 0.1]], [0]) // → [0.5094746]
 * @see Cao et al., "Learning Imbalanced Datasets with Label-Distribution-Aware Margin Loss", NeurIPS 2019.
 */
export const labelDistributionAwareMargin = defineLoss({
  name: "labelDistributionAwareMargin",
  prediction: "logits",
  target: "classes",
  parameters: {
    counts: required("(0, ∞)"),
    maxMargin: { default: 0.5, domain: "[0, ∞)" },
    scale: { default: 30, domain: "(0, ∞)" },
  },
  value: (logits, classes, { counts, maxMargin, scale }) => {
    const [count = 0] = logits.shape.slice(-1);
    const rarity = pow(requiredTensor("labelDistributionAwareMargin", "counts", counts, [count]), -0.25);
    const margins = cast(mul(maxMargin, div(rarity, max(rarity))), logits.dtype);
    const margin = reshape(numberOfClass(margins, classes), [...classes.shape, 1]);
    const handicapped = where(isTarget(classes, count), sub(logits, margin), logits);
    return neg(logProbability(mul(scale, handicapped), classes));
  },
  traits: ({ counts, scale }) => ({
    convex: true,
    bounded: false,
    lipschitz: scale * Math.SQRT2,
    smoothness: scale ** 2 / 2,
    differentiable: 2,
    shiftInvariant: true,
    symmetric: false,
    ...(counts !== undefined && { proper: false, limits: [{ at: { maxMargin: 0, scale: 1 }, is: "crossEntropy" }] }),
    ...(isUneven(counts) && scale <= 1 && { calibrated: false, favorsRareClasses: true }),
  }),
});
