import { defineLoss } from "@surprisal/contract";
import { abs, add, div, greaterEqual, mul, square, sub, where } from "@surprisal/tensor";

/**
 * Tukey's biweight (bisquare): half the square of small differences; what lies beyond the cutoff counts no more the further off it is.
 *
 * @param prediction - any shape, real.
 * @param target - the same shape (or one that broadcasts to it), real.
 * @param cutoff - c, above 0, on the scale of the differences. Default 4.685, at which 95 % of the efficiency at normal errors is kept.
 * @returns the shape of prediction, in [0, c²/6].
 * @throws ShapeError where target does not fit prediction; ParameterError for cutoff.
 * @formula \frac{\mathit{cutoff}^2}{6} \left(1 - \max\left(0, 1 - \left(\frac{\hat{y} - y}{\mathit{cutoff}}\right)^2\right)^3\right)
 * @example
 * tukeyBiweight([1, 3, -6], [0, 0, 0]) // → [0.4775661, 2.907028, 3.658204]
 * @see Beaton & Tukey, "The Fitting of Power Series, Meaning Polynomials, Illustrated on Band-Spectroscopic Data", Technometrics 16 (1974).
 */
export const tukeyBiweight = defineLoss({
  name: "tukeyBiweight",
  prediction: "real",
  target: "real",
  parameters: { cutoff: { default: 4.685, domain: "(0, ∞)" } },
  value: (prediction, target, { cutoff }) => {
    const difference = sub(prediction, target);
    const u = square(div(difference, cutoff));
    // c²/6·(1 − (1 − u)³), multiplied out: nothing cancels where u is small.
    const within = mul(mul(0.5, square(difference)), add(sub(1, u), div(square(u), 3)));
    return where(greaterEqual(abs(difference), cutoff), cutoff ** 2 / 6, within);
  },
  // The slope r(1 − u)² is largest where u = 1/5.
  traits: ({ cutoff }) => ({
    convex: false,
    bounded: cutoff ** 2 / 6,
    lipschitz: (16 * cutoff) / (25 * Math.sqrt(5)),
    smoothness: 1,
    differentiable: 2,
    leastAt: "target",
  }),
});
