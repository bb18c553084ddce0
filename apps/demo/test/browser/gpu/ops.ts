import * as t from "@surprisal/tensor";
import { rowWgsl, type RowInput } from "@surprisal/tensor/compile";
import type { GpuTask } from "./main.ts";

const number: RowInput = { form: "number", dtype: "float32" };

export interface OpCase {
  readonly name: string;
  readonly task: GpuTask;
  /** By how many units in the last place it may be off. */
  readonly units: number;
  /** In float64, of the same numbers. */
  readonly right: readonly number[];
}

/** Numbers from one to another, and as many that come close to 0 on either side. */
function spread(from: number, to: number): Float32Array {
  const even = Array.from({ length: 2000 }, (_, i) => from + ((to - from) * i) / 1999);
  const small = even.map((_, i) => 2 ** (-i / 20) * Math.sign(i % 2 === 0 ? from : to));
  return Float32Array.from([...even, ...small.filter((x) => Math.abs(x) > 1e-30 && x >= from && x <= to)]);
}

function opCase(
  name: string,
  units: number,
  op: (...x: t.Tensor[]) => t.Tensor,
  ...operands: readonly Float32Array[]
): OpCase {
  const right = op(...operands.map((x) => t.tensor(Float64Array.from(x)))).data;
  const program = rowWgsl(
    op,
    operands.map(() => number),
  );
  const inputs = operands.map((x) => Array.from(x));
  return { name, units, right: Array.from(right), task: { program, count: right.length, inputs } };
}

const unary = {
  exp: [t.exp, -87, 88],
  expm1: [t.expm1, -30, 88],
  log: [t.log, 1e-6, 1e4],
  log1p: [t.log1p, -0.99, 1e4],
  tanh: [t.tanh, -20, 20],
  sigmoid: [t.sigmoid, -80, 80],
  softplus: [t.softplus, -80, 80],
  erf: [t.erf, -6, 6],
  atan: [t.atan, -50, 50],
  sqrt: [t.sqrt, 0, 1e4],
} as const;

const [bases, exponents] = [0, 1].map((k) => {
  const grid = Array.from({ length: 3600 }, (_, i) => [10 ** ((i % 60) / 6 - 5), (Math.floor(i / 60) - 30) / 4.3]);
  return Float32Array.from(grid, (pair) => pair[k] ?? 0);
});

export const opCases: readonly OpCase[] = [
  ...Object.entries(unary).map(([name, [op, from, to]]) => opCase(name, 3, op, spread(from, to))),
  // Up to 1e±35, of an exponential whose argument is that large.
  opCase("pow", 6, t.pow, bases as Float32Array, exponents as Float32Array),
  opCase("logAddExp", 3, t.logAddExp, spread(-60, 60), spread(-60, 60).toReversed()),
];
