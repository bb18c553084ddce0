import { defineLoss, type ParameterSpecification } from "@surprisal/contract";
import { add, div, pick, relu, reshape, square, sub, sum, where } from "@surprisal/tensor";
import { isTarget } from "./isTarget.ts";
import { unmaskedCount } from "./unmaskedCount.ts";

const power: ParameterSpecification<1 | 2> = { default: 1, oneOf: [1, 2] };

/**
 * Multi-class margin loss: every other class pays for coming closer to the true one than the margin, summed and divided by C.
 *
 * @param logits - `[… C]`, real scores; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @param margin - from 0. Default 1.
 * @param power - 1 (default) or 2: what each shortfall is raised to.
 * @returns `[…]`, in [0, ∞]; on the hinge the derivative is 0.
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C; ParameterError for margin and power.
 * @example
 * multiMargin([[2, 1.5, 0.1]], [0]) // → [0.1666667]
 * multiMargin.with({ power: 2 })([[2, 1.5, 0.1]], [1]) // → [0.75]
 * @see Weston & Watkins, "Support Vector Machines for Multi-Class Pattern Recognition", ESANN 1999.
 * @also PyTorch: `torch.nn.functional.multi_margin_loss`
 */
export const multiMargin = defineLoss({
  name: "multiMargin",
  prediction: "logits",
  target: "classes",
  parameters: { margin: { default: 1, domain: "[0, ∞)" }, power },
  value: (logits, classes, { margin, power }) => {
    const own = reshape(pick(logits, classes), [...classes.shape, 1]);
    const shortfall = relu(add(margin, sub(logits, own)));
    const others = where(isTarget(classes, logits.shape.at(-1) ?? 0), 0, shortfall);
    return div(sum(power === 1 ? others : square(others), { axis: -1 }), unmaskedCount(logits));
  },
  traits: ({ margin, power }) => ({
    convex: true,
    bounded: false,
    ...(power === 1
      ? { smoothness: false, differentiable: 0 }
      : { lipschitz: false, smoothness: 2, differentiable: 1 }),
    shiftInvariant: true,
    symmetric: false,
    proper: false,
    calibrated: power === 2 && margin > 0,
  }),
});
