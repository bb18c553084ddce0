import { defineLoss } from "@surprisal/contract";
import {
  add,
  composed,
  defineUnary,
  div,
  expm1,
  log1p,
  mul,
  mul0,
  neg,
  pow,
  scoped,
  square,
  sub,
  type Tensor,
} from "@surprisal/tensor";

/**
 * The general robust loss, one family from squared error over pseudo-Huber and Cauchy to Geman–McClure and Welsch.
 *
 * @param prediction - any shape, real.
 * @param target - the same shape (or one that broadcasts to it), real.
 * @param alpha - the shape, from −Infinity: 2 is half the squared error, 1 pseudo-Huber, 0 Cauchy, −2 Geman–McClure, −Infinity Welsch. Default 1.
 * @param scale - the error at which outliers begin, above 0. Default 1.
 * @returns the shape of prediction, from 0; below (alpha − 2)/alpha where alpha < 0.
 * @throws ShapeError where target does not fit prediction; ParameterError for alpha or scale.
 * @formula \frac{|\alpha - 2|}{\alpha} \left(\left(\frac{1}{|\alpha - 2|} \left(\frac{\hat{y} - y}{\mathit{scale}}\right)^2 +
 * 1\right)^{\frac{\alpha}{2}} - 1\right)
 * @example
 * generalRobust([1, 2], [0, 0]) // → [0.4142136, 1.236068]
 * generalRobust.with({ alpha: -2 })([1, 2], [0, 0]) // → [0.4, 1]
 * @see Barron, "A General and Adaptive Robust Loss Function", CVPR 2019.
 */
export const generalRobust = defineLoss({
  name: "generalRobust",
  prediction: "real",
  target: "real",
  parameters: { alpha: { default: 1, domain: "[−∞, ∞)" }, scale: { default: 1, domain: "(0, ∞)" } },
  value: (prediction, target, { alpha, scale }) => robust(div(sub(prediction, target), scale), alpha),
  traits: ({ alpha, scale }) => ({
    convex: alpha >= 1,
    bounded: alpha < 0 ? bound(alpha) : false,
    leastAt: "target",
    lipschitz: alpha > 1 ? false : steepest(alpha) / scale,
    smoothness: alpha > 2 ? false : 1 / scale ** 2,
    differentiable: 2,
    ...(alpha === 2 && { optimalConstant: "mean" }),
    limits: [{ at: { alpha: 2 }, is: "squaredError", times: 0.5 / scale ** 2 }],
  }),
});

function robust(error: Tensor, alpha: number): Tensor {
  if (alpha === 2) return mul(square(error), 0.5);
  if (alpha === 0) return log1p(mul(square(error), 0.5));
  if (alpha === -Infinity) return neg(expm1(mul(square(error), -0.5)));
  const spread = Math.abs(alpha - 2);
  const constants = { alpha, spread };
  /** (error²/spread + 1)^(α/2 − 1), by which the slope is less than that of half the square. */
  const base = (x: Tensor): Tensor => add(div(square(x), spread), 1);
  const share = (x: Tensor): Tensor => pow(base(x), alpha / 2 - 1);
  const slope = defineUnary(
    "generalRobustSlope",
    composed(
      scoped(constants, ({ alpha, spread }) => (x: number) => {
        const share = (1 + (x * x) / spread) ** (alpha / 2 - 1);
        return share === 0 ? 0 : share * x;
      }),
      (x) => mul0(share(x), x),
    ),
    // By way of the square, terms of the size of the slope's share would cancel far out where alpha is 1.
    (t, _, x) => mul0(mul(share(x), add(alpha - 1, div(2 - alpha, base(x)))), t),
  );
  // By way of log1p and expm1 the limits at 0 and 2 are approached without loss of digits.
  const power = defineUnary(
    "generalRobust",
    composed(
      scoped(
        constants,
        ({ alpha, spread }) =>
          (x: number) =>
            (spread / alpha) * Math.expm1((alpha / 2) * Math.log1p((x * x) / spread)),
      ),
      (x) => mul(spread / alpha, expm1(mul(alpha / 2, log1p(div(square(x), spread))))),
    ),
    (t, _, x) => mul0(slope(x), t),
  );
  return power(error);
}

const bound = (alpha: number): number => (alpha === -Infinity ? 1 : (alpha - 2) / alpha);

/** The slope where the curvature is 0, at squared/(2 − alpha) = 1/(1 − alpha), for scale 1. */
function steepest(alpha: number): number {
  if (alpha === 1) return 1;
  return alpha === -Infinity ? Math.exp(-0.5) : Math.exp((-Math.log1p(1 / (1 - alpha)) * (1 - alpha)) / 2);
}
