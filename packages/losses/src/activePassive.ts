import { defineLoss, type ParameterSpecification } from "@surprisal/contract";
import { add, mul0 } from "@surprisal/tensor";
import { normalizedCrossEntropy } from "./normalizedCrossEntropy.ts";
import { normalizedFocal } from "./normalizedFocal.ts";
import { probabilityAbsoluteError } from "./probabilityAbsoluteError.ts";
import { reverseCrossEntropy } from "./reverseCrossEntropy.ts";

const passiveLosses = { reverseCrossEntropy, probabilityAbsoluteError };

const active: ParameterSpecification<"normalizedCrossEntropy" | "normalizedFocal"> = {
  default: "normalizedCrossEntropy",
  oneOf: ["normalizedCrossEntropy", "normalizedFocal"],
};
const passive: ParameterSpecification<keyof typeof passiveLosses> = {
  default: "reverseCrossEntropy",
  oneOf: ["reverseCrossEntropy", "probabilityAbsoluteError"],
};

/**
 * Active passive loss: a normalized loss, which raises the probability of the true class, plus one that lowers those of the others.
 * Both parts tolerate noise in the labels; together they also learn fast.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @param active - "normalizedCrossEntropy" (default) or "normalizedFocal".
 * @param passive - "reverseCrossEntropy" (default) or "probabilityAbsoluteError".
 * @param activeWeight - from 0. Default 1.
 * @param passiveWeight - from 0. Default 1.
 * @param gamma - of the normalized focal loss, from 0. Default 2.
 * @returns `[…]`, from 0 to activeWeight plus 4 ("reverseCrossEntropy") or 2 times passiveWeight.
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C; ParameterError for the parameters.
 * @formula \mathit{activeWeight} \frac{\log p_y}{\sum_k \log p_k} + 4 \mathit{passiveWeight} (1 - p_y)
 * @example
 * activePassive([[2, 1, 0.1]], [0]) // → [1.464458]
 * activePassive.with({ passive: "probabilityAbsoluteError" })([[2, 1, 0.1]], [0]) // → [0.7824605]
 * @see Ma et al., "Normalized Loss Functions for Deep Learning with Noisy Labels", ICML 2020.
 */
export const activePassive = defineLoss({
  name: "activePassive",
  prediction: "logits",
  target: "classes",
  parameters: {
    active,
    passive,
    activeWeight: { default: 1, domain: "[0, ∞)" },
    passiveWeight: { default: 1, domain: "[0, ∞)" },
    gamma: { default: 2, domain: "[0, ∞)" },
  },
  value: (logits, classes, { active, passive, activeWeight, passiveWeight, gamma }) => {
    const first = active === "normalizedFocal" ? normalizedFocal.with({ gamma }) : normalizedCrossEntropy;
    const second = passiveLosses[passive];
    // What there is to check has been checked.
    const kind = { target: "classes" } as const;
    return add(
      mul0(activeWeight, first.value(logits, classes, kind)),
      mul0(passiveWeight, second.value(logits, classes, kind)),
    );
  },
  traits: ({ active, passive, activeWeight, passiveWeight, gamma }) => {
    const most = passive === "reverseCrossEntropy" ? 4 : 2;
    const first = active === "normalizedFocal" ? { is: active, with: { gamma } } : { is: active };
    return {
      bounded: activeWeight + passiveWeight * most,
      lipschitz:
        Math.SQRT1_2 *
        ((activeWeight * (1 + (active === "normalizedFocal" ? gamma : 0) * Math.LN2)) / (2 * Math.LN2) +
          (passiveWeight * most) / 2),
      differentiable: 2,
      shiftInvariant: true,
      symmetric: true,
      ...(activeWeight + passiveWeight > 0 && { convex: false, proper: false, calibrated: passiveWeight > 0 }),
      limits: [
        { at: { passiveWeight: 0 }, ...first, times: activeWeight },
        { at: { activeWeight: 0 }, is: passive, times: passiveWeight },
      ],
    };
  },
});
