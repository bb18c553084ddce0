import * as t from "@surprisal/tensor";
import { tensor, type Tensor } from "@surprisal/tensor";
import * as fc from "fast-check";
import { between, reals, tensorsOf, type OpUnit } from "../../src/index.ts";
import { added, columnsOf, largest, many, matrices, moved, rowsOf, rowwise, single, total } from "./units.ts";

const finite = reals();
function logSoftmaxOf(row: readonly number[]): number[] {
  return row.map((z, i) => {
    const top = Math.max(...row);
    if (top - z > 700) return z - top - Math.log(total(row.map((each) => Math.exp(each - top))));
    return -Math.log1p(total(row.filter((_, j) => j !== i).map((each) => Math.exp(each - z))));
  });
}
function logSumExpOf(row: readonly number[]): number {
  const ordered = row.toSorted((a, b) => b - a);
  const [top = -Infinity, ...others] = ordered;
  return Number.isFinite(top) ? top + Math.log1p(total(others.map((z) => Math.exp(z - top)))) : top;
}
/** max(0, z/degree − τ) with powers of that degree adding up to 1, τ by bisection. */
function sparse(row: readonly number[], degree: 1 | 2): number[] {
  const top = Math.max(...row);
  const shares = (threshold: number): number[] => row.map((z) => Math.max(0, (z - top) / degree - threshold));
  let [low, high] = [-1, 0];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (total(shares(middle).map((share) => share ** degree)) > 1) low = middle;
    else high = middle;
  }
  return shares(high);
}
const firstBest = (row: readonly number[], better: (a: number, b: number) => boolean): number =>
  row.reduce((best, value, i) => (better(value, row[best] ?? 0) ? i : best), 0);
function product(a: Tensor, b: Tensor): number[][] {
  const columns = columnsOf(b);
  return rowsOf(a).map((row) => columns.map((column) => total(row.map((value, i) => value * (column[i] ?? 0)))));
}
const factors = (element: fc.Arbitrary<number>): fc.Arbitrary<readonly Tensor[]> =>
  fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }))
    .chain(([m, k, n]) => fc.tuple(tensorsOf([m, k], element), tensorsOf([k, n], element)));

/** Ops that add up or compare along axes. */
export const rows: Readonly<Record<string, readonly OpUnit[]>> = {
  argmax: [
    {
      name: "argmax",
      run: (x) => t.argmax(x),
      inputs: single(reals({ infinities: true }), 1),
      reference: (x) => ({
        shape: x.shape.slice(0, -1),
        values: rowsOf(x).map((row) => firstBest(row, (a, b) => a > b)),
        dtype: "int32",
      }),
    },
  ],
  cumsum: [
    rowwise("cumsum", t.cumsum, (row) => row.map((_, i) => total(row.slice(0, i + 1))), {
      magnitude: added,
      long: () => [many([1, 65_536])],
    }),
    rowwise(
      "cumsum of what comes after",
      (x) => t.cumsum(x, { reverse: true, exclusive: true }),
      (row) => row.map((_, i) => total(row.slice(i + 1))),
      { magnitude: added },
    ),
  ],
  entmax15: [
    rowwise("entmax15", t.entmax15, (row) => sparse(row, 2).map((root) => root ** 2), {
      elements: reals(),
      magnitude: () => 4,
    }),
  ],
  logSoftmax: [
    rowwise("logSoftmax", t.logSoftmax, logSoftmaxOf),
    moved(
      "logSoftmax over axis 0",
      (x) => t.logSoftmax(t.where(t.equal(x, x), t.maximum(t.minimum(x, 9), -9), 0), { axis: 0 }),
      (x) => {
        const clipped = columnsOf(x).map((column) =>
          logSoftmaxOf(column.map((z) => (Number.isNaN(z) ? 0 : Math.max(-9, Math.min(9, z))))),
        );
        return {
          shape: x.shape,
          values: Array.from({ length: x.shape[0] ?? 0 }, (_, i) => clipped.map((column) => column[i] ?? 0)).flat(),
        };
      },
    ),
  ],
  logSumExp: [
    rowwise(
      "logSumExp",
      (x) => t.logSumExp(x, { axis: -1, keepDims: true }),
      (row) => [logSumExpOf(row)],
      {
        empty: [tensor(new Float64Array(0), { shape: [2, 0] })],
        reference: (x) => ({
          shape: [...x.shape.slice(0, -1), 1],
          values: x?.data.length === 0 ? [-Infinity, -Infinity] : rowsOf(x).map(logSumExpOf),
        }),
        // max + log1p cancels where the result is near 0.
        magnitude: largest,
        long: () => [many([1, 65_536])],
      },
    ),
  ],
  matmul: [
    {
      name: "matmul",
      run: (a, b) => t.matmul(a, b),
      inputs: factors(reals({ extent: 100 })),
      smooth: factors(between(-4, 4)),
      reference: (a, b) => ({
        shape: [a?.shape[0] ?? 0, b?.shape[1] ?? 0],
        values: product(a, b).flat(),
      }),
      magnitude: ([a, b]) => largest([a as Tensor]) * largest([b as Tensor]) * 4,
      empty: [tensor(new Float64Array(0), { shape: [0, 2] }), tensor(new Float64Array(6), { shape: [2, 3] })],
      long: () => [many([1, 65_536]), many([65_536, 1])],
      // 0 · ∞ within a sum of products is NaN, as in NumPy.
      quiet: false,
    },
  ],
  max: [
    rowwise(
      "max",
      (x) => t.max(x, { axis: -1, keepDims: true }),
      (row) => [row.toSorted((a, b) => b - a)[0] ?? 0],
      {
        elements: reals({ infinities: true }),
        empty: [tensor(new Float64Array(0), { shape: [0, 3] })],
        reference: (x) => ({
          shape: [...x.shape.slice(0, -1), 1],
          values: rowsOf(x).map((row) => Math.max(...row)),
        }),
      },
    ),
  ],
  mean: [
    rowwise(
      "mean",
      (x) => t.mean(x, { axis: -1, keepDims: true }),
      (row) => [total(row) / row.length],
      {
        magnitude: added,
        long: () => [many([2, 65_536])],
        reference: (x) => ({
          shape: [...x.shape.slice(0, -1), 1],
          values: rowsOf(x).map((row) => total(row) / row.length),
        }),
      },
    ),
  ],
  min: [
    rowwise(
      "min",
      (x) => t.min(x, { axis: -1, keepDims: true }),
      (row) => [Math.min(...row)],
      {
        elements: reals({ infinities: true }),
        reference: (x) => ({
          shape: [...x.shape.slice(0, -1), 1],
          values: rowsOf(x).map((row) => Math.min(...row)),
        }),
      },
    ),
  ],
  softmax: [
    // exp of a log-probability: its rounding grows with the size of the logarithm, to 745 where it underflows.
    rowwise("softmax", t.softmax, (row) => logSoftmaxOf(row).map(Math.exp), { roundings: 1500 }),
  ],
  softmin: [
    rowwise("softmin", t.softmin, (row) => logSoftmaxOf(row.map((x) => -x)).map(Math.exp), { roundings: 1500 }),
  ],
  sparsemax: [rowwise("sparsemax", t.sparsemax, (row) => sparse(row, 1), { elements: reals(), magnitude: () => 4 })],
  sum: [
    {
      magnitude: added,
      ...moved(
        "sum over axis 0",
        (x) => t.sum(t.where(t.less(t.abs(x), Infinity), x, 0), { axis: 0 }),
        (x) => ({
          shape: x.shape.slice(1),
          values: columnsOf(x).map((column) => total(column.filter(Number.isFinite))),
        }),
      ),
    },
    {
      ...rowwise(
        "sum",
        (x) => t.sum(x, { axis: -1, keepDims: true }),
        (row) => [total(row)],
        { magnitude: added },
      ),
      empty: [tensor(new Float64Array(0), { shape: [2, 0] })],
      reference: (x?: Tensor) => ({
        shape: [...(x as Tensor).shape.slice(0, -1), 1],
        values: x?.data.length === 0 ? [0, 0] : rowsOf(x as Tensor).map(total),
      }),
      long: () => [many([2, 65_536])],
    },
  ],
  sumOthers: [
    rowwise("sumOthers", t.sumOthers, (row) => row.map((_, i) => total(row.filter((_, j) => j !== i))), {
      magnitude: added,
      long: () => [many([1, 65_536])],
    }),
  ],
  sumTo: [
    {
      ...moved(
        "sumTo",
        (x) => t.sumTo(x, [x.shape[0] ?? 0, 1]),
        (x) => ({ shape: [x.shape[0] ?? 0, 1], values: rowsOf(x).map(total) }),
      ),
      inputs: matrices(finite),
      magnitude: added,
      long: () => [many([2, 65_536])],
    },
  ],
};
