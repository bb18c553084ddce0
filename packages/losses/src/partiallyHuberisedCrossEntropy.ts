import { defineLoss } from "@surprisal/contract";
import { add, exp, lessEqual, mul, neg, where } from "@surprisal/tensor";
import { logProbability } from "./logProbability.ts";

/**
 * Partially Huberised cross-entropy (PHuber-CE): cross-entropy whose slope in p is clipped at −τ, so that it is linear, and bounded, where the
 * true class has less probability than 1/τ; tolerates noise in the labels.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @param slope - τ, from 1, at which it is 1 − p. Default 10.
 * @returns `[…]`, in [0, 1 + log τ], one loss a row.
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C; ParameterError for slope.
 * @formula \begin{cases} 1 + \log \mathit{slope} - \mathit{slope} p_y & \mathit{slope} p_y \le 1 \\ -\log p_y & \text{otherwise}
 * \end{cases}
 * @example
 * partiallyHuberisedCrossEntropy([[2, 1, 0.1], [2, 1, 0.1]], [0, 2]) // → [0.4170300, 2.316926]
 * @see Menon, Rawat, Reddi & Kumar, "Can Gradient Clipping Mitigate Label Noise?", ICLR 2020 (the partially Huberised softmax cross-entropy).
 */
export const partiallyHuberisedCrossEntropy = defineLoss({
  name: "partiallyHuberisedCrossEntropy",
  prediction: "logits",
  target: "classes",
  parameters: { slope: { default: 10, domain: "[1, ∞)" } },
  value: (logits, classes, { slope }) => {
    const l = logProbability(logits, classes);
    const linear = add(1 + Math.log(slope), mul(-slope, exp(l)));
    return where(lessEqual(l, -Math.log(slope)), linear, neg(l));
  },
  // √2·(1 − p) times τp below 1/τ, and times 1 above.
  traits: ({ slope }) => ({
    convex: false,
    bounded: 1 + Math.log(slope),
    lipschitz: Math.SQRT2 * (slope < 2 ? slope / 4 : 1 - 1 / slope),
    shiftInvariant: true,
    symmetric: slope === 1,
    differentiable: slope === 1 ? 2 : 1,
    proper: false,
    limits: [{ at: { slope: 1 }, is: "probabilityAbsoluteError", times: 0.5 }],
  }),
});
