import { defineLoss } from "@surprisal/contract";
import { add, mul, mul0, neg, softplus, sub } from "@surprisal/tensor";
import { focus } from "./focus.ts";
import { focalConstants } from "./constants.ts";

/**
 * Focal loss on sigmoid, element by element: binary cross-entropy times (1 − p_t)^γ, where p_t is the probability of what happened, so that
 * well-classified examples count less.
 *
 * @param logits - any shape, real.
 * @param target - the same shape (or one that broadcasts to it), in [0, 1].
 * @param gamma - from 0, at which it is weighted binary cross-entropy. Default 2.
 * @param positiveWeight - how much a positive target counts, from 0: the paper's α. Default 0.25.
 * @param negativeWeight - how much a negative target counts, from 0: the paper's 1 − α. Default 0.75.
 * @returns the shape of logits, in [0, ∞].
 * @throws ShapeError where target does not fit logits; ParameterError for gamma or a negative weight.
 * @formula (y (1 - \sigma(z)) + (1 - y) \sigma(z))^{\gamma} (\mathit{positiveWeight} y + \mathit{negativeWeight} (1 - y)) \left(y \log(1 +
 * e^{-z}) + (1 - y) \log(1 + e^z)\right)
 * @example
 * sigmoidFocal([2, 2], [1, 0]) // → [0.000450891, 1.237559]
 * @see Lin et al., "Focal Loss for Dense Object Detection", ICCV 2017, eq. 5.
 * @also optax: `optax.losses.sigmoid_focal_loss`
 * @also Keras: `keras.losses.BinaryFocalCrossentropy`
 * @also torchvision: `torchvision.ops.sigmoid_focal_loss`
 */
export const sigmoidFocal = defineLoss({
  name: "sigmoidFocal",
  prediction: "logits",
  target: "probability",
  parameters: {
    gamma: { default: 2, domain: "[0, ∞)" },
    positiveWeight: { default: 0.25, domain: "[0, ∞)" },
    negativeWeight: { default: 0.75, domain: "[0, ∞)" },
  },
  value: (logits, target, { gamma, negativeWeight, positiveWeight }) => {
    const opposite = sub(1, target);
    const surprisal = add(mul0(target, softplus(neg(logits))), mul0(opposite, softplus(logits)));
    const weighted = mul(add(mul(positiveWeight, target), mul(negativeWeight, opposite)), surprisal);
    return gamma === 0 ? weighted : mul0(focus(gamma)(logits, target), weighted);
  },
  traits: ({ gamma, negativeWeight, positiveWeight }) => {
    const most = Math.max(positiveWeight, negativeWeight);
    if (most === 0) return {};
    const { lipschitz, smoothness } = focalConstants(gamma);
    const isEven = positiveWeight === negativeWeight;
    return {
      convex: gamma === 0,
      bounded: false,
      lipschitz: most * lipschitz,
      smoothness: most * smoothness,
      differentiable: 2,
      symmetric: false,
      ...(gamma > 0 ? { proper: false } : isEven && { proper: "sigmoid", optimalConstant: "logit" }),
      calibrated: isEven,
      favorsRareClasses: !isEven,
      limits: [{ at: { gamma: 0, positiveWeight: 1, negativeWeight: 1 }, is: "binaryCrossEntropy" }],
    };
  },
});
