import { maximum } from "./maximum.ts";

// Largest slopes and curvatures. Of a function of log p of the true class both are largest where the rest of the probability is on one other
// class: a function of the margin, times √2 and 2 for its two logits.

interface Constants {
  readonly lipschitz: number;
  readonly smoothness: number;
}

/** Of −u^γ log p by the margin, u = 1 − p. */
export function focalConstants(gamma: number): Constants {
  const ratio = (p: number): number => (p === 0 || p === 1 ? -p : (p * Math.log(p)) / (1 - p));
  return {
    lipschitz: maximum((p) => (1 - p) ** (gamma + 1) - gamma * (1 - p) ** (gamma + 1) * ratio(p)),
    smoothness: maximum(
      (p) => p * (1 - p) ** (gamma + 1) * (2 * gamma + 1 + gamma * Math.log(p) - gamma ** 2 * ratio(p)),
    ),
  };
}

/** Of (1 − p^q)/q by the logits. */
export function powerConstants(q: number): Constants {
  const a = 1 + q;
  const p = (a * (2 * q + 1) + Math.sqrt((a * (2 * q + 1)) ** 2 - 4 * a * (q + 2) * q ** 2)) / (2 * a * (q + 2));
  return { lipschitz: (Math.SQRT2 * (q / a) ** q) / a, smoothness: 2 * p ** q * (1 - p) * (a * p - q) };
}

/** Of −α log p + β(1 − p) by the logits. */
export function mixedConstants(alpha: number, beta: number): Constants {
  const p = beta === 0 ? 0.5 : (3 * beta - alpha + Math.sqrt(3 * beta ** 2 + alpha ** 2)) / (6 * beta);
  return {
    lipschitz: Math.SQRT2 * (beta > alpha ? (alpha + beta) ** 2 / (4 * beta) : alpha),
    smoothness: 2 * p * (1 - p) * (alpha - beta + 2 * beta * p),
  };
}

/** Of the generalized Jensen–Shannon divergence of a class, label weight w, by the logits; not yet divided by −(1 − w) log(1 − w). */
export function labelDivergenceConstants(weight: number): Constants {
  const rest = 1 - weight;
  const gap = (p: number): number => Math.log1p(-rest * (1 - p)) - Math.log(p) - Math.log1p(-weight);
  return {
    lipschitz: Math.SQRT2 * rest * maximum((p) => p * (1 - p) * gap(p)),
    smoothness:
      2 *
      rest *
      maximum((p) => -p * (1 - p) * ((1 - 2 * p) * gap(p) + p * (1 - p) * (rest / (weight + rest * p) - 1 / p))),
  };
}
