import { defineLoss } from "@surprisal/contract";
import { add, expm1, mul, neg } from "@surprisal/tensor";
import { logProbability } from "./logProbability.ts";
import { mixedConstants } from "./constants.ts";

/**
 * Poly-1 cross-entropy: cross-entropy with another weight on the first term of its series in 1 − p_y.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @param epsilon - what is added to that term's weight of 1; from −1. Default 1.
 * @returns `[…]`, in [0, ∞].
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C; ParameterError for epsilon.
 * @example
 * poly1CrossEntropy([[2, 1, 0.1]], [0]) // → [0.7580289]
 * @see Leng et al., "PolyLoss: A Polynomial Expansion Perspective of Classification Loss Functions", ICLR 2022, eq. 5.
 * @also optax: `optax.losses.poly_loss_cross_entropy`
 */
export const poly1CrossEntropy = defineLoss({
  name: "poly1CrossEntropy",
  prediction: "logits",
  target: "classes",
  parameters: { epsilon: { default: 1, domain: "[-1, ∞)" } },
  value: (logits, classes, { epsilon }) => {
    const l = logProbability(logits, classes);
    return add(neg(l), mul(-epsilon, expm1(l)));
  },
  traits: ({ epsilon }) => ({
    convex: epsilon <= 1,
    bounded: false,
    ...mixedConstants(1, epsilon),
    differentiable: 2,
    shiftInvariant: true,
    symmetric: false,
    proper: epsilon === 0 && "softmax",
    calibrated: true,
    ...(epsilon === 0 && { optimalConstant: "logPrior" }),
    limits: [{ at: { epsilon: 0 }, is: "crossEntropy" }],
  }),
});
