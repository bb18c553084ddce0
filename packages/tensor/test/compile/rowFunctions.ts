import {
  add,
  cumsum,
  exp,
  expm1,
  gather,
  greater,
  log1p,
  logSoftmax,
  logSumExp,
  max,
  maximum,
  mean,
  mul,
  mul0,
  neg,
  pick,
  reshape,
  softmax,
  softplus,
  square,
  sub,
  sum,
  sumOthers,
  tanh,
  tensor,
  where,
  type Tensor,
} from "../../src/index.ts";

/** Of rows and a class each, one value a row. */
export type RowFunction = (x: Tensor, y: Tensor) => Tensor;

/** A row that all rows share: 1, −2, 3, −4 … */
const shared = (rows: Tensor): Tensor =>
  tensor(Float64Array.from({ length: rows.shape.at(-1) ?? 1 }, (_, i) => (i % 2 === 0 ? i + 1 : -i - 1)));

/** Functions that have in them all that row programs can do. */
export const rowFunctions: Readonly<Record<string, RowFunction>> = {
  "cross-entropy": (z, k) => neg(pick(logSoftmax(z), k)),
  "log-sum-exp": (z) => logSumExp(z, { axis: -1 }),
  "the sum of squared probabilities": (z) => sum(square(softmax(z)), { axis: -1 }),
  "confidence: sums that depend on the probabilities": (z) => sum(mul0(softmax(z), logSoftmax(z)), { axis: -1 }),
  "a loss of 1 − p": (z, k) => mul(neg(expm1(pick(logSoftmax(z), k))), 3),
  "reductions of reductions": (z) => log1p(square(sub(max(z, { axis: -1 }), mean(z, { axis: -1 })))),
  "centred rows": (z) => sum(softplus(sub(z, mean(z, { axis: -1, keepDims: true }))), { axis: -1 }),
  "a shared vector": (z) => sum(mul(z, shared(z)), { axis: -1 }),
  choices: (z) => sum(where(greater(shared(z), 0), tanh(z), exp(mul(-1, square(z)))), { axis: -1 }),
  hinges: (z, k) => sum(maximum(0, add(1, sub(z, reshape(pick(z, k), [-1, 1])))), { axis: -1 }),
  "sums of the others": (z) => sum(square(sumOthers(tanh(z))), { axis: -1 }),
  "running sums, both ways": (z) =>
    sum(square(add(cumsum(tanh(z)), cumsum(z, { reverse: true, exclusive: true }))), { axis: -1 }),
  "an element twice": (z, k) => mul(pick(z, k), reshape(gather(z, reshape(k, [-1, 1])), [-1])),
  "the same slope everywhere": (z) => mul(3, sum(z, { axis: -1 })),
  "no use of the row": (z) => mul(0, sum(z, { axis: -1 })),
};
