import { defineLoss } from "@surprisal/contract";
import { mul, neg, sub, where } from "@surprisal/tensor";
import { isTarget } from "./isTarget.ts";
import { logProbability } from "./logProbability.ts";

/**
 * CosFace: cross-entropy of cosines times a scale, with a margin taken from the cosine of the true class.
 *
 * @param cosines - `[… C]`, in [−1, 1]: of an embedding with the direction of each class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @param margin - from 0. Default 0.35.
 * @param scale - above 0. Default 64.
 * @returns `[…]`, in [0, ∞], nats.
 * @throws ShapeError where classes do not fit cosines; ClassError naming position, value and C; ParameterError for margin and scale.
 * @formula -\log \frac{e^{\mathit{scale} (\hat{y}_y - \mathit{margin})}}{e^{\mathit{scale} (\hat{y}_y - \mathit{margin})} + \sum_{k \ne y}
 * e^{\mathit{scale} \hat{y}_k}}
 * @example
 * cosface.with({ scale: 8 })([[0.8, 0.1, -0.5]], [0]) // → [0.0595045]
 * @see Wang et al., "CosFace: Large Margin Cosine Loss for Deep Face Recognition", CVPR 2018, eq. 4.
 */
export const cosface = defineLoss({
  name: "cosface",
  prediction: "real",
  target: "classes",
  parameters: { margin: { default: 0.35, domain: "[0, ∞)" }, scale: { default: 64, domain: "(0, ∞)" } },
  value: (cosines, classes, { margin, scale }) => {
    const own = isTarget(classes, cosines.shape.at(-1) ?? 0);
    return neg(logProbability(mul(scale, where(own, sub(cosines, margin), cosines)), classes));
  },
  // Cross-entropy of scaled and shifted logits.
  traits: ({ scale }) => ({
    convex: true,
    bounded: false,
    lipschitz: Math.SQRT2 * scale,
    smoothness: (scale * scale) / 2,
    differentiable: 2,
    symmetric: false,
    limits: [{ at: { margin: 0, scale: 1 }, is: "crossEntropy" }],
  }),
});
