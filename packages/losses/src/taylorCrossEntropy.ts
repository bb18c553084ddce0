import { defineLoss } from "@surprisal/contract";
import { add, expm1, mul, neg, type Tensor } from "@surprisal/tensor";
import { logProbability } from "./logProbability.ts";
import { maximum } from "./maximum.ts";

/**
 * Taylor cross-entropy: the first terms of the series −log p_y = Σᵢ (1 − p_y)ⁱ / i, from half of the absolute error of the
 * probabilities (one term) to cross-entropy (infinitely many).
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @param terms - how many, from 1. Default 2.
 * @returns `[…]`, from 0 to 1 + 1/2 + … + 1/terms.
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C; ParameterError for terms.
 * @formula \sum_{i = 1}^{\mathit{terms}} \frac{(1 - p_y)^i}{i}
 * @example
 * taylorCrossEntropy([[2, 1, 0.1]], [0]) // → [0.3991390]
 * @see Feng et al., "Can Cross Entropy Loss Be Robust to Label Noise?", IJCAI 2020.
 */
export const taylorCrossEntropy = defineLoss({
  name: "taylorCrossEntropy",
  prediction: "logits",
  target: "classes",
  parameters: { terms: { default: 2, domain: "[1, ∞)", integer: true } },
  value: (logits, classes, { terms }) => {
    const others = neg(expm1(logProbability(logits, classes)));
    let factor: Tensor | number = 1 / terms;
    for (let i = terms - 1; i >= 1; i--) factor = add(1 / i, mul(others, factor));
    return mul(others, factor);
  },
  traits: ({ terms }) => {
    let bounded = 0;
    for (let i = terms; i >= 1; i--) bounded += 1 / i;
    return {
      convex: false,
      bounded,
      lipschitz: (Math.SQRT2 * terms * (terms + 1) ** (-1 / terms)) / (terms + 1),
      smoothness: 2 * Math.max(...[1, -1].map((sign) => maximum((power) => sign * bend(power, terms)))),
      differentiable: 2,
      shiftInvariant: true,
      symmetric: terms === 1,
      proper: false,
      calibrated: true,
      limits: [
        { at: { terms: 1 }, is: "probabilityAbsoluteError", times: 0.5 },
        { at: { terms: Infinity }, is: "crossEntropy" },
      ],
    };
  },
});

/**
 * The curvature by the margin of two classes, by the last power of 1 − p_y, which spreads far-off targets out: from 5 terms on the loss bends most where
 * it bends down, at a target that is hardly likely.
 */
function bend(power: number, terms: number): number {
  const logOthers = Math.log(power) / terms;
  return -Math.expm1(logOthers) * Math.exp(logOthers) * (1 - (terms + 1) * power);
}
