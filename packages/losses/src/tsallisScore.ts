import { defineLoss } from "@surprisal/contract";
import {
  add,
  apply,
  composed,
  div,
  exp,
  expm1,
  less,
  logSoftmax,
  mul,
  mul0,
  pick,
  type Primitive,
  scoped,
  square,
  sub,
  sum,
  type Tensor,
  where,
} from "@surprisal/tensor";
import { isTarget } from "./isTarget.ts";
import { maximum } from "./maximum.ts";
import { polynomial } from "./polynomial.ts";

/** (eᵃˡ − 1)/a − (e⁽ᵃ⁻¹⁾ˡ − 1)/(a − 1): what the true class adds. It vanishes with l², so near 0 it is its series. */
function ownTerm(l: number, alpha: number): number {
  if (alpha * l < -0.5) return Math.expm1(alpha * l) / alpha - Math.expm1((alpha - 1) * l) / (alpha - 1);
  let [sum, high, low] = [0, l, l];
  for (let n = 2; n < 18; n++) {
    high *= (alpha * l) / n;
    low *= ((alpha - 1) * l) / n;
    sum += high - low;
  }
  return sum;
}

function ownTermInOps(l: Tensor, alpha: number): Tensor {
  const coefficients = [0.5];
  for (let n = 3, factorial = 2; n < 18; n++) {
    factorial *= n;
    coefficients.push((alpha ** (n - 1) - (alpha - 1) ** (n - 1)) / factorial);
  }
  const term = (exponent: number): Tensor => div(expm1(mul(exponent, l)), exponent);
  const near = mul(square(l), polynomial(coefficients, l));
  return where(less(mul(alpha, l), -0.5), sub(term(alpha), term(alpha - 1)), near);
}

const primitive: Primitive<{ alpha: number }> = {
  name: "tsallisScoreOwnTerm",
  infer: ([l]) => l as Tensor,
  compute: ([l], output, { alpha }) => (l as Tensor).data.forEach((each, i) => (output[i] = ownTerm(each, alpha))),
  derivatives: [{ forward: slope, backward: slope }],
  scalar: ({ alpha }) =>
    composed(
      scoped(
        { alpha, ownTerm },
        ({ alpha, ownTerm }) =>
          (l = 0) =>
            ownTerm(l, alpha),
      ),
      (l) => ownTermInOps(l, alpha),
    ),
};

function slope(t: Tensor, _: Tensor, [l]: readonly Tensor[], { alpha }: { readonly alpha: number }): Tensor {
  return mul0(mul(exp(mul(alpha - 1, l as Tensor)), expm1(l as Tensor)), t);
}

/** The second derivative by the margin between two classes, of which the true one has probability p. */
function bend(p: number, alpha: number): number {
  const u = 1 - p;
  const own = 2 * p ** alpha - (alpha - 1) * u * p ** (alpha - 1);
  return u * u * own + p * u ** alpha * (alpha * p - u);
}

/**
 * Tsallis (power) score: ((α − 1) Σ p^α − α p_y^(α − 1) + 1) / (α (α − 1)), from cross-entropy (α → 1) by way of half the Brier score
 * (α = 2) to scores that look at the largest probabilities only.
 *
 * @param logits - `[… C]`, real; −Infinity masks a class.
 * @param classes - `[…]`, int32, 0 … C − 1.
 * @param alpha - above 1. Default 1.5.
 * @returns `[…]`, in [0, 1/(α − 1)], 0 for certainty of the true class. Strictly proper.
 * @throws ShapeError where classes do not fit logits; ClassError naming position, value and C; ParameterError for alpha.
 * @formula \frac{(\alpha - 1) \sum_k p_k^{\alpha} - \alpha p_y^{\alpha - 1} + 1}{\alpha (\alpha - 1)}
 * @example
 * tsallisScore([[2, 1, 0.1]], [0]) // → [0.1666107]
 * @see Gneiting & Raftery, "Strictly Proper Scoring Rules, Prediction, and Estimation", Journal of the American Statistical Association
 * 102 (2007), section 3.
 */
export const tsallisScore = defineLoss({
  name: "tsallisScore",
  prediction: "logits",
  target: "classes",
  parameters: { alpha: { default: 1.5, domain: "(1, ∞)" } },
  value: (logits, classes, { alpha }) => {
    const l = logSoftmax(logits);
    const others = where(isTarget(classes, logits.shape.at(-1) ?? 0), 0, exp(mul(alpha, l)));
    return add(div(sum(others, { axis: -1 }), alpha), apply(primitive, [pick(l, classes)], { alpha }));
  },
  traits: ({ alpha }) => ({
    convex: false,
    bounded: 1 / (alpha - 1),
    // Largest between two classes; for larger alpha between more of them.
    ...(alpha <= 3 && {
      lipschitz: Math.SQRT2 * maximum((p) => (1 - p) ** 2 * p ** (alpha - 1) + p * (1 - p) ** alpha),
    }),
    ...(alpha <= 2 && { smoothness: 2 * maximum((p) => bend(p, alpha)) }),
    differentiable: 2,
    shiftInvariant: true,
    symmetric: false,
    proper: "softmax",
    calibrated: true,
    optimalConstant: "logPrior",
    limits: [
      { at: { alpha: 1 }, is: "crossEntropy" },
      { at: { alpha: 2 }, is: "brierScore", times: 0.5 },
    ],
  }),
});
