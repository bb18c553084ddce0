import { defineLoss } from "@surprisal/contract";
import { add, mul, neg, relu, sqrt, sub, where } from "@surprisal/tensor";
import { isTarget } from "./isTarget.ts";
import { logProbability } from "./logProbability.ts";

/**
 * ArcFace: cross-entropy of cosines times a scale, with a margin added to the angle of the true class.
 *
 * @param cosines - `[… C]`, in [−1, 1]: of an embedding with the direction of each class (what rounding puts beyond counts as ±1).
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @param margin - in radians, from 0. Default 0.5.
 * @param scale - above 0. Default 64.
 * @returns `[…]`, in [0, ∞], nats. There is no way out for angles that the margin carries beyond π.
 * @throws ShapeError where classes do not fit cosines; ClassError naming position, value and C; ParameterError for margin and scale.
 * @formula -\log \frac{e^{\mathit{scale} \cos(\theta + \mathit{margin})}}{e^{\mathit{scale} \cos(\theta + \mathit{margin})} + \sum_{k \ne
 * y} e^{\mathit{scale} \hat{y}_k}}, \quad \theta = \arccos(\hat{y}_y)
 * @example
 * arcface.with({ scale: 8 })([[0.8, 0.1, -0.5]], [0]) // → [0.0783537]
 * @see Deng, Guo, Xue & Zafeiriou, "ArcFace: Additive Angular Margin Loss for Deep Face Recognition", CVPR 2019, eq. 3.
 */
export const arcface = defineLoss({
  name: "arcface",
  prediction: "real",
  target: "classes",
  parameters: { margin: { default: 0.5, domain: "[0, ∞)" }, scale: { default: 64, domain: "(0, ∞)" } },
  value: (cosines, classes, { margin, scale }) => {
    const sines = sqrt(relu(mul(sub(1, cosines), add(1, cosines))));
    const turned = sub(mul(Math.cos(margin), cosines), mul(Math.sin(margin), sines));
    const logits = where(isTarget(classes, cosines.shape.at(-1) ?? 0), turned, cosines);
    return neg(logProbability(mul(scale, logits), classes));
  },
  traits: ({ margin }) => ({
    convex: margin === 0,
    bounded: false,
    symmetric: false,
    limits: [{ at: { margin: 0, scale: 1 }, is: "crossEntropy" }],
  }),
});
