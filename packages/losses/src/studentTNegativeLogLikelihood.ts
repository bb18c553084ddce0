import { defineLoss, type ParameterSpecification } from "@surprisal/contract";
import { add, div, log, log1p, mul, square, sub, type Tensor } from "@surprisal/tensor";
import { likePrediction } from "./likePrediction.ts";

const scale: ParameterSpecification<number | Tensor> = { default: 1, domain: "(0, ∞)", tensor: true };

/** log Γ(a + ½) − log Γ(a): its series in 1/a from 10 on, to which Γ(a + 1) = a·Γ(a) leads; two log Γ would cancel. */
function logGammaHalfStep(start: number): number {
  let a = start;
  let steps = 0;
  for (; a < 10; a++) steps -= Math.log1p(0.5 / a);
  const tail = [691 / 180224, -31 / 18432, 17 / 14336, -1 / 640, 1 / 192, -1 / 8].reduce(
    (sum, coefficient) => sum / (a * a) + coefficient,
    0,
  );
  return steps + Math.log(a) / 2 + tail / a;
}

/**
 * Negative log-likelihood of a target under Student's t distribution with predicted location: heavy tails, so that outliers count little.
 *
 * @param prediction - any shape: the locations, real.
 * @param target - the same shape (or one that broadcasts to it), real.
 * @param degreesOfFreedom - above 0: 1 is the Cauchy distribution, many come to the normal one. Default 3.
 * @param scale - above 0: a number, or a tensor that broadcasts to prediction; gradients flow to it. Default 1.
 * @returns the shape of prediction, real.
 * @throws ShapeError where target or scale do not fit prediction; ParameterError for degreesOfFreedom or scale.
 * @formula \log \mathit{scale} + \frac{1}{2} \log(\pi \nu) + \log(\Gamma(\frac{\nu}{2})) - \log(\Gamma(\frac{\nu + 1}{2})) + \frac{\nu +
 * 1}{2} \log\left(1 + \frac{1}{\nu} \left(\frac{\hat{y} - y}{\mathit{scale}}\right)^2\right), \quad \nu = \mathit{degreesOfFreedom}
 * @example
 * studentTNegativeLogLikelihood([0, 2], [0, 0]) // → [1.000889, 2.695485]
 * studentTNegativeLogLikelihood.with({ degreesOfFreedom: 1 })([2], [0]) // → [2.754168]
 */
export const studentTNegativeLogLikelihood = defineLoss({
  name: "studentTNegativeLogLikelihood",
  prediction: "real",
  target: "real",
  parameters: { degreesOfFreedom: { default: 3, domain: "(0, ∞)" }, scale },
  value: (prediction, target, { degreesOfFreedom, scale }) => {
    const own = likePrediction("studentTNegativeLogLikelihood", "scale", scale, prediction);
    const standardized = div(sub(prediction, target), own);
    const excess = mul(log1p(div(square(standardized), degreesOfFreedom)), (degreesOfFreedom + 1) / 2);
    const constant = Math.log(Math.PI * degreesOfFreedom) / 2 - logGammaHalfStep(degreesOfFreedom / 2);
    return add(add(log(own), constant), excess);
  },
  traits: ({ degreesOfFreedom, scale }) => ({
    convex: false,
    bounded: false,
    leastAt: "target",
    ...(typeof scale === "number" && {
      lipschitz: (degreesOfFreedom + 1) / (2 * Math.sqrt(degreesOfFreedom) * scale),
      smoothness: (degreesOfFreedom + 1) / (degreesOfFreedom * scale ** 2),
      limits: [
        {
          at: { degreesOfFreedom: Infinity },
          is: "gaussianNegativeLogLikelihood",
          with: { full: true, variance: scale ** 2 },
        },
      ],
    }),
    differentiable: 2,
  }),
});
