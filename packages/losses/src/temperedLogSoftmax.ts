import {
  apply,
  div,
  equal,
  exp,
  logSoftmax,
  mul,
  mul0,
  type Primitive,
  sub,
  sum,
  sumOthers,
  type Tensor,
  where,
} from "@surprisal/tensor";

type Attributes = { readonly temperature: number };

const primitive: Primitive<Attributes> = {
  name: "temperedLogSoftmax",
  infer: ([x]) => x as Tensor,
  compute: ([x], output, { temperature }) => {
    const { data, shape } = x as Tensor;
    const length = shape.at(-1) ?? 1;
    for (let start = 0; start < data.length; start += length) {
      const row = Float64Array.from(data.subarray(start, start + length));
      const largest = row.reduce((most, z, i) => (z > (row[most] as number) || Number.isNaN(z) ? i : most), 0);
      const gaps = row.map((z) => z - (row[largest] as number));
      // ∞ − ∞ among the logits: no probability of the row has a meaning.
      const shift = gaps.some(Number.isNaN) ? Number.NaN : normalizer(gaps, largest, temperature);
      gaps.forEach((gap, i) => (output[start + i] = temperedLog(gap - shift, temperature)));
    }
  },
  derivatives: [
    {
      // dlₖ = pₖ^(t−1) · ((1 − eₖ)·dzₖ − Σ_{j≠k} eⱼ·dzⱼ) with the escort e = pᵗ / Σ pᵗ, and its transpose; 1 − e as the sum of the others.
      forward: (d, l, _, { temperature }) => {
        const { power, share, total, weights } = escort(l, temperature);
        return mul0(power, sub(mul(share, d), div(sumOthers(mul0(weights, d)), total)));
      },
      backward: (d, l, _, { temperature }) => {
        const { power, share, total, weights } = escort(l, temperature);
        const slope = mul0(power, d);
        return sub(mul(share, slope), div(mul0(weights, sumOthers(slope)), total));
      },
    },
  ],
};

/** p^(t−1), 0 where p is 0; pᵗ, its sum over the row, and 1 − pᵗ / Σ pᵗ. */
function escort(l: Tensor, temperature: number): Record<"power" | "share" | "total" | "weights", Tensor> {
  const weights = exp(mul(temperature, l));
  const total = sum(weights, { axis: -1, keepDims: true });
  const power = where(equal(l, -Infinity), 0, exp(mul(temperature - 1, l)));
  return { power, share: div(sumOthers(weights), total), total, weights };
}

/** log of the tempered exponential [1 + (1 − t)·x]₊^(1/(1 − t)). */
function temperedLog(x: number, temperature: number): number {
  const inner = (1 - temperature) * x;
  return inner <= -1 ? -Infinity : Math.log1p(inner) / (1 - temperature);
}

/** What is taken off all gaps so that the probabilities add up to 1: Newton's method on a convex, falling function, from its left. */
function normalizer(gaps: Float64Array, largest: number, temperature: number): number {
  let shift = 0;
  for (let step = 0; step < 200; step++) {
    const own = temperedLog(-shift, temperature);
    let excess = Math.expm1(own);
    let slope = Math.exp(temperature * own);
    for (const [i, gap] of gaps.entries()) {
      if (i === largest) continue;
      const l = temperedLog(gap - shift, temperature);
      excess += Math.exp(l);
      slope += Math.exp(temperature * l);
    }
    const move = excess / slope;
    shift += move;
    // From the left no step is negative but for rounding.
    if (!(move > 1e-16 * shift)) return shift;
  }
  return shift;
}

/**
 * The logarithms of the tempered softmax of a row, exp_t(z − λ) with exp_t(x) = [1 + (1 − t)·x]₊^(1/(1 − t)) and λ so that it adds up
 * to 1: heavy tails for t > 1, `logSoftmax` for t = 1, classes of probability 0 for t < 1.
 *
 * @see Amid et al., "Robust Bi-Tempered Logistic Loss Based on Bregman Divergences", NeurIPS 2019, section 2.
 */
export const temperedLogSoftmax = (logits: Tensor, temperature: number): Tensor =>
  temperature === 1 ? logSoftmax(logits) : apply(primitive, [logits], { temperature });
