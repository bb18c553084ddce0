import type { Builtin, Compute } from "./builtins.ts";

/** One elementwise op on the first n numbers of each operand. */
export type BlockLoop = (n: number, out: Float64Array, a: Float64Array, b: Float64Array, c: Float64Array) => void;

/**
 * The ops that are cheaper than a call: each is a loop of its own, so that the engine knows what stands in it. A loop that took the op as
 * a function would be several times as slow once it had seen a few. n never exceeds the operands, which the `as number` rely on.
 */
export const blockLoops: Readonly<Partial<Record<Builtin, BlockLoop>>> = {
  add(n, out, a, b) {
    for (let i = 0; i < n; i++) out[i] = (a[i] as number) + (b[i] as number);
  },
  sub(n, out, a, b) {
    for (let i = 0; i < n; i++) out[i] = (a[i] as number) - (b[i] as number);
  },
  mul(n, out, a, b) {
    for (let i = 0; i < n; i++) out[i] = (a[i] as number) * (b[i] as number);
  },
  mul0(n, out, a, b) {
    for (let i = 0; i < n; i++) out[i] = a[i] === 0 || b[i] === 0 ? 0 : (a[i] as number) * (b[i] as number);
  },
  div(n, out, a, b) {
    for (let i = 0; i < n; i++) out[i] = (a[i] as number) / (b[i] as number);
  },
  div0(n, out, a, b) {
    for (let i = 0; i < n; i++) out[i] = a[i] === 0 ? 0 : (a[i] as number) / (b[i] as number);
  },
  neg(n, out, a) {
    for (let i = 0; i < n; i++) out[i] = -(a[i] as number);
  },
  square(n, out, a) {
    for (let i = 0; i < n; i++) out[i] = (a[i] as number) * (a[i] as number);
  },
  abs(n, out, a) {
    for (let i = 0; i < n; i++) out[i] = Math.abs(a[i] as number);
  },
  sign(n, out, a) {
    for (let i = 0; i < n; i++) out[i] = Math.sign(a[i] as number);
  },
  trunc(n, out, a) {
    for (let i = 0; i < n; i++) out[i] = Math.trunc(a[i] as number);
  },
  sqrt(n, out, a) {
    for (let i = 0; i < n; i++) out[i] = Math.sqrt(a[i] as number);
  },
  expNonPositive(n, out, a) {
    for (let i = 0; i < n; i++) out[i] = Math.exp(a[i] as number);
  },
  exp(n, out, a) {
    for (let i = 0; i < n; i++) out[i] = Math.exp(a[i] as number);
  },
  expm1(n, out, a) {
    for (let i = 0; i < n; i++) out[i] = Math.expm1(a[i] as number);
  },
  log(n, out, a) {
    for (let i = 0; i < n; i++) out[i] = Math.log(a[i] as number);
  },
  log1p(n, out, a) {
    for (let i = 0; i < n; i++) out[i] = Math.log1p(a[i] as number);
  },
  tanh(n, out, a) {
    for (let i = 0; i < n; i++) out[i] = Math.tanh(a[i] as number);
  },
  atan(n, out, a) {
    for (let i = 0; i < n; i++) out[i] = Math.atan(a[i] as number);
  },
  maximum(n, out, a, b) {
    for (let i = 0; i < n; i++) out[i] = Math.max(a[i] as number, b[i] as number);
  },
  minimum(n, out, a, b) {
    for (let i = 0; i < n; i++) out[i] = Math.min(a[i] as number, b[i] as number);
  },
  relu(n, out, a) {
    // NaN is no smaller than 0, and stays.
    for (let i = 0; i < n; i++) out[i] = (a[i] as number) <= 0 ? 0 : (a[i] as number);
  },
  where(n, out, condition, a, b) {
    for (let i = 0; i < n; i++) out[i] = (condition[i] === 0 ? b[i] : a[i]) as number;
  },
  equal(n, out, a, b) {
    for (let i = 0; i < n; i++) out[i] = a[i] === b[i] ? 1 : 0;
  },
  notEqual(n, out, a, b) {
    for (let i = 0; i < n; i++) out[i] = a[i] === b[i] ? 0 : 1;
  },
  greater(n, out, a, b) {
    for (let i = 0; i < n; i++) out[i] = (a[i] as number) > (b[i] as number) ? 1 : 0;
  },
  greaterEqual(n, out, a, b) {
    for (let i = 0; i < n; i++) out[i] = (a[i] as number) >= (b[i] as number) ? 1 : 0;
  },
  less(n, out, a, b) {
    for (let i = 0; i < n; i++) out[i] = (a[i] as number) < (b[i] as number) ? 1 : 0;
  },
  lessEqual(n, out, a, b) {
    for (let i = 0; i < n; i++) out[i] = (a[i] as number) <= (b[i] as number) ? 1 : 0;
  },
};

/** Any other op, by its own function: the call costs little beside what it computes. */
export function blockLoopOf(builtin: Builtin | undefined, f: Compute): BlockLoop {
  const known = builtin && blockLoops[builtin];
  if (known) return known;
  switch (f.length) {
    case 1:
      return (n, out, a) => {
        for (let i = 0; i < n; i++) out[i] = f(a[i] as number);
      };
    case 2:
      return (n, out, a, b) => {
        for (let i = 0; i < n; i++) out[i] = f(a[i] as number, b[i] as number);
      };
    default:
      return (n, out, a, b, c) => {
        for (let i = 0; i < n; i++) out[i] = f(a[i] as number, b[i] as number, c[i] as number);
      };
  }
}
