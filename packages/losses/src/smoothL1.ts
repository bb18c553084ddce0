import { defineLoss } from "@surprisal/contract";
import { abs, less, mul, square, sub, where } from "@surprisal/tensor";

/**
 * Smooth L1: absolute error that is quadratic below β. It is the Huber loss divided by its threshold.
 *
 * @param prediction - any shape, real.
 * @param target - the same shape (or one that broadcasts to it), real.
 * @param beta - from 0, at which it is the absolute error (with gradient 0 where prediction and target are equal). Default 1.
 * @returns the shape of prediction, in [0, ∞].
 * @throws ShapeError where target does not fit prediction; ParameterError for beta.
 * @example
 * smoothL1([0.5, 3], [0, 0]) // → [0.125, 2.5]
 * @see Girshick, "Fast R-CNN", ICCV 2015, eq. 3.
 * @also PyTorch: `torch.nn.functional.smooth_l1_loss`
 */
export const smoothL1 = defineLoss({
  name: "smoothL1",
  prediction: "real",
  target: "real",
  parameters: { beta: { default: 1, domain: "[0, ∞)" } },
  value: (prediction, target, { beta }) => {
    const difference = sub(prediction, target);
    const size = abs(difference);
    return beta === 0 ? size : where(less(size, beta), mul(square(difference), 0.5 / beta), sub(size, beta / 2));
  },
  traits: ({ beta }) => ({
    convex: true,
    bounded: false,
    leastAt: "target",
    lipschitz: 1,
    smoothness: beta === 0 ? false : 1 / beta,
    differentiable: beta === 0 ? 0 : 1,
    ...(beta === 0 && { optimalConstant: "median" }),
    limits: [
      { at: { beta: 0 }, is: "absoluteError" },
      { at: { beta: 1 }, is: "huber" },
    ],
  }),
});
