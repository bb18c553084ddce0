import * as t from "@surprisal/tensor";
import { tensor, type Tensor } from "@surprisal/tensor";
import * as fc from "fast-check";
import { between, reals, shapes, tensorsOf, type OpUnit } from "../../src/index.ts";
import { elementwise, many, matrices, rowsOf, rowwise, single, together, total } from "./units.ts";

const positive = reals({ infinities: true }).map(Math.abs);
const finite = reals();
const wide = [[-4, 4]] as const;
const pair = [
  [-4, 4],
  [-4, 4],
] as const;
const largest = (inputs: readonly Tensor[]): number =>
  inputs
    .flatMap(({ data }) => Array.from(data))
    .reduce((most, x) => (Number.isFinite(x) ? Math.max(most, Math.abs(x)) : most), 0);
const added = (inputs: readonly Tensor[]): number => largest(inputs) * Math.max(1, inputs[0]?.data.length ?? 1);
/** Never equal where both are drawn at the middle or an end: at a tie the larger of two has no derivative that suits every direction. */
const apart = [
  [-4, 4],
  [-3.9, 4.3],
] as const;
const compare = { smooth: null, elements: [reals({ nan: true }), reals({ nan: true })], dtype: "bool" } as const;

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
const firstBest = (row: readonly number[], better: (a: number, b: number) => boolean): number =>
  row.reduce((best, value, i) => (better(value, row[best] ?? 0) ? i : best), 0);
const columnsOf = (x: Tensor): number[][] =>
  Array.from({ length: x.shape[1] ?? 0 }, (_, j) => rowsOf(x).map((row) => row[j] ?? 0));
const indices = (values: readonly number[], shape: readonly number[]): Tensor =>
  tensor(Int32Array.from(values), { shape });

/** x `[m, n]` and indices `[m, k]` in 0 … n − 1 (or m, for whole rows). */
function withIndices(
  element: fc.Arbitrary<number>,
  shapeOf: (m: number, n: number, k: number) => { shape: readonly number[]; extent: number },
): fc.Arbitrary<readonly Tensor[]> {
  const extent = fc.integer({ min: 1, max: 4 });
  return fc.tuple(extent, extent, extent).chain(([m, n, k]) => {
    const { shape, extent: below } = shapeOf(m, n, k);
    const size = t.sizeOf(shape);
    return fc.tuple(
      tensorsOf([m, n], element),
      fc
        .array(fc.nat({ max: below - 1 }), { minLength: size, maxLength: size })
        .map((values) => indices(values, shape)),
    );
  });
}
const byRow = (m: number, n: number, k: number) => ({ shape: [m, k], extent: n });
const onePerRow = (m: number, n: number) => ({ shape: [m], extent: n });
const wholeRows = (m: number, _n: number, k: number) => ({ shape: [k], extent: m });
const scattered = (element: fc.Arbitrary<number>): fc.Arbitrary<readonly Tensor[]> =>
  withIndices(element, (m, n) => ({ shape: [m, n], extent: 5 }));

function product(a: Tensor, b: Tensor): number[][] {
  const columns = columnsOf(b);
  return rowsOf(a).map((row) => columns.map((column) => total(row.map((value, i) => value * (column[i] ?? 0)))));
}
const factors = (element: fc.Arbitrary<number>): fc.Arbitrary<readonly Tensor[]> =>
  fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }))
    .chain(([m, k, n]) => fc.tuple(tensorsOf([m, k], element), tensorsOf([k, n], element)));
const shaped = (shape: (x: Tensor) => readonly number[], order: (x: Tensor) => number[]) => (x: Tensor) => ({
  shape: shape(x),
  values: order(x),
});
const moved = (
  name: string,
  run: (x: Tensor) => Tensor,
  reference: (x: Tensor) => { shape: readonly number[]; values: number[] },
): OpUnit => ({
  name,
  run: (x) => run(x),
  inputs: matrices(reals({ infinities: true, nan: true })),
  smooth: matrices(between(-4, 4)),
  reference: (x) => reference(x),
  empty: [tensor(new Float64Array(0), { shape: [0, 2] })],
});
const condition = fc.boolean().map(Number);
const choices = (element: fc.Arbitrary<number>): fc.Arbitrary<readonly Tensor[]> =>
  together(condition, element, element).map(([mask, a, b]) => [
    t.cast(mask as Tensor, "bool"),
    a as Tensor,
    b as Tensor,
  ]);

/** Every op that the tensor package exports, with the inputs and the reference that its laws take. */
export const table: Readonly<Record<string, readonly OpUnit[]>> = {
  abs: [elementwise("abs", t.abs, (x) => (x < 0 ? -x : x), { smooth: wide })],
  add: [elementwise("add", t.add, (a, b) => a + b, { smooth: pair })],
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
  broadcastTo: [
    moved(
      "broadcastTo [2, …]",
      (x) => t.broadcastTo(x, [2, ...x.shape]),
      (x) => ({ shape: [2, ...x.shape], values: [...x.data, ...x.data] }),
    ),
    {
      name: "broadcastTo a column",
      run: (x) => t.broadcastTo(x, [3, 2]),
      inputs: tensorsOf([3, 1], finite).map((x) => [x]),
      smooth: tensorsOf([3, 1], between(-4, 4)).map((x) => [x]),
      reference: (x) => ({ shape: [3, 2], values: Array.from(x?.data ?? []).flatMap((value) => [value, value]) }),
    },
  ],
  cast: [
    elementwise(
      "cast",
      (x) => t.cast(x, "float64"),
      (x) => x,
      { smooth: wide, dtype: "float64" },
    ),
  ],
  div: [
    elementwise("div", t.div, (a, b) => a / b, {
      smooth: [
        [-4, 4],
        [0.5, 4],
      ],
    }),
  ],
  div0: [
    elementwise("div0", t.div0, (a, b) => (a === 0 ? 0 : a / b), {
      smooth: [
        [-4, 4],
        [0.5, 4],
      ],
    }),
  ],
  equal: [elementwise("equal", t.equal, (a, b) => Number(a === b), compare)],
  exp: [elementwise("exp", t.exp, Math.exp, { smooth: wide })],
  expm1: [
    elementwise("expm1", t.expm1, (x) => (Math.abs(x) < 1e-5 ? x * (1 + x / 2) : Math.exp(x) - 1), {
      smooth: wide,
      roundings: 1e6,
    }),
  ],
  gather: [
    {
      name: "gather",
      run: (x, places) => t.gather(x, places),
      inputs: withIndices(reals({ infinities: true }), byRow),
      smooth: withIndices(between(-4, 4), byRow),
      reference: (x, places) => ({
        shape: places.shape,
        values: rowsOf(places).flatMap((row, i) => row.map((k) => rowsOf(x)[i]?.[k] ?? 0)),
      }),
      empty: [tensor(new Float64Array(0), { shape: [0, 3] }), indices([], [0, 2])],
    },
  ],
  greater: [elementwise("greater", t.greater, (a, b) => Number(a > b), compare)],
  greaterEqual: [elementwise("greaterEqual", t.greaterEqual, (a, b) => Number(a >= b), compare)],
  guardedPower: [
    elementwise("guardedPower", t.guardedPower, (x, c) => (x === 0 && c < 0 ? 0 : x ** c), {
      elements: [positive, finite],
      smooth: [
        [0.2, 4],
        [-3, 3],
      ],
    }),
  ],
  less: [elementwise("less", t.less, (a, b) => Number(a < b), compare)],
  lessEqual: [elementwise("lessEqual", t.lessEqual, (a, b) => Number(a <= b), compare)],
  log: [elementwise("log", t.log, Math.log, { smooth: [[0.2, 4]], domain: [0, Infinity] })],
  log1p: [elementwise("log1p", t.log1p, Math.log1p, { smooth: [[-0.8, 4]], domain: [-1, Infinity] })],
  logAddExp: [
    elementwise(
      "logAddExp",
      t.logAddExp,
      (a, b) => (Number.isNaN(a + b) && (Number.isNaN(a) || Number.isNaN(b)) ? Number.NaN : logSumExpOf([a, b])),
      {
        smooth: pair,
      },
    ),
  ],
  logSigmoid: [
    elementwise("logSigmoid", t.logSigmoid, (x) => (x < 0 ? x - Math.log1p(Math.exp(x)) : -Math.log1p(Math.exp(-x))), {
      smooth: wide,
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
  maximum: [elementwise("maximum", t.maximum, (a, b) => (a > b || Number.isNaN(a) ? a : b), { smooth: apart })],
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
  minimum: [elementwise("minimum", t.minimum, (a, b) => (a < b || Number.isNaN(a) ? a : b), { smooth: apart })],
  moveAxis: [
    moved(
      "moveAxis",
      (x) => t.moveAxis(x, 0, -1),
      shaped(
        (x) => x.shape.toReversed(),
        (x) => columnsOf(x).flat(),
      ),
    ),
  ],
  mul: [elementwise("mul", t.mul, (a, b) => a * b, { smooth: pair })],
  mul0: [elementwise("mul0", t.mul0, (a, b) => (a === 0 || b === 0 ? 0 : a * b), { smooth: pair })],
  neg: [elementwise("neg", t.neg, (x) => 0 - x, { smooth: wide })],
  notEqual: [elementwise("notEqual", t.notEqual, (a, b) => Number(a !== b), compare)],
  pick: [
    {
      name: "pick",
      run: (x, places) => t.pick(x, places),
      inputs: withIndices(reals({ infinities: true }), onePerRow),
      smooth: withIndices(between(-4, 4), onePerRow),
      reference: (x, places) => ({
        shape: places.shape,
        values: rowsOf(x).map((row, i) => row[places?.data[i] ?? 0] ?? 0),
      }),
    },
  ],
  pow: [
    elementwise("pow", t.pow, (x, c) => Math.pow(x, c), {
      elements: [positive, finite],
      smooth: [
        [0.2, 4],
        [-3, 3],
      ],
    }),
    elementwise(
      "pow of negative numbers",
      (x) => t.pow(x, 3),
      (x) => x * x * x,
      { elements: [finite], smooth: wide },
    ),
  ],
  relu: [elementwise("relu", t.relu, (x) => (x < 0 ? 0 : x), { smooth: wide })],
  reshape: [
    moved(
      "reshape",
      (x) => t.reshape(x, [-1, 1]),
      shaped(
        (x) => [x.data.length, 1],
        (x) => Array.from(x.data),
      ),
    ),
  ].map((unit) => ({
    ...unit,
    empty: [tensor(new Float64Array(0), { shape: [0, 2] })],
  })),
  scatterAdd: [
    {
      name: "scatterAdd",
      run: (x, places) => t.scatterAdd(x, places, 5),
      inputs: scattered(finite),
      smooth: scattered(between(-4, 4)),
      reference: (x, places) => ({
        shape: [x?.shape[0] ?? 0, 5],
        values: rowsOf(x).flatMap((row, i) =>
          Array.from({ length: 5 }, (_, k) => total(row.filter((_, j) => rowsOf(places)[i]?.[j] === k))),
        ),
      }),
      magnitude: added,
      long: () => [
        many([1, 65_536]),
        indices(
          Array.from({ length: 65_536 }, (_, i) => i % 2),
          [1, 65_536],
        ),
      ],
    },
  ],
  sigmoid: [
    elementwise("sigmoid", t.sigmoid, (x) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x))), {
      smooth: wide,
    }),
  ],
  sign: [
    elementwise("sign", t.sign, (x) => (x > 0 ? 1 : x < 0 ? -1 : x), {
      smooth: null,
      elements: [reals({ infinities: true, nan: true })],
    }),
  ],
  softmax: [
    // exp of a log-probability: its rounding grows with the size of the logarithm, to 745 where it underflows.
    rowwise("softmax", t.softmax, (row) => logSoftmaxOf(row).map(Math.exp), { roundings: 1500 }),
  ],
  softplus: [
    elementwise("softplus", t.softplus, (x) => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x))), {
      smooth: wide,
    }),
  ],
  sqrt: [
    elementwise("sqrt", t.sqrt, Math.sqrt, {
      elements: [reals({ infinities: true, nan: true })],
      smooth: [[0.2, 4]],
      domain: [0, Infinity],
    }),
  ],
  square: [elementwise("square", t.square, (x) => x * x, { smooth: wide })],
  stopGradient: [
    elementwise("stopGradient", t.stopGradient, (x) => x, {
      smooth: null,
      elements: [reals({ infinities: true, nan: true })],
    }),
  ],
  sub: [elementwise("sub", t.sub, (a, b) => a - b, { smooth: pair })],
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
  take: [
    {
      name: "take",
      run: (x, places) => t.take(x, places),
      inputs: withIndices(reals({ infinities: true }), wholeRows),
      smooth: withIndices(between(-4, 4), wholeRows),
      reference: (x, places) => ({
        shape: [places?.shape[0] ?? 0, x?.shape[1] ?? 0],
        values: Array.from(places?.data ?? []).flatMap((k) => rowsOf(x)[k] ?? []),
      }),
      empty: [tensor(new Float64Array(6), { shape: [3, 2] }), indices([], [0])],
    },
  ],
  tanh: [
    elementwise(
      "tanh",
      t.tanh,
      (x) => (Math.abs(x) > 20 ? Math.sign(x) : Math.expm1(2 * x) / (Math.expm1(2 * x) + 2)),
      { smooth: wide },
    ),
  ],
  transpose: [
    moved(
      "transpose",
      (x) => t.transpose(x),
      shaped(
        (x) => x.shape.toReversed(),
        (x) => columnsOf(x).flat(),
      ),
    ),
    {
      name: "transpose of three axes",
      run: (x) => t.transpose(x, [2, 0, 1]),
      inputs: shapes({ minimumRank: 3 }).chain((shape) => tensorsOf(shape, finite).map((x) => [x])),
      smooth: shapes({ minimumRank: 3, maximumExtent: 2 }).chain((shape) =>
        tensorsOf(shape, between(-4, 4)).map((x) => [x]),
      ),
      reference: (x) => {
        const [a = 0, b = 0, c = 0] = x?.shape ?? [];
        const values: number[] = [];
        for (let k = 0; k < c; k++)
          for (let i = 0; i < a; i++) for (let j = 0; j < b; j++) values.push(x?.data[(i * b + j) * c + k] ?? 0);
        return { shape: [c, a, b], values };
      },
    },
  ],
  where: [
    {
      ...elementwise("where", t.where, (mask, a, b) => (mask === 0 ? b : a), { smooth: [[0, 1], ...pair] }),
      inputs: choices(reals({ infinities: true, nan: true })),
      smooth: choices(between(-4, 4)),
      empty: [
        tensor(new Uint8Array(0), { shape: [0, 3], dtype: "bool" }),
        ...[0, 1].map(() => tensor(new Float64Array(0), { shape: [0, 3] })),
      ],
    },
  ],
  xlogy: [
    elementwise("xlogy", t.xlogy, (x, y) => (x === 0 && !Number.isNaN(y) ? 0 : x * Math.log(y)), {
      elements: [reals({ infinities: true, nan: true }), positive],
      smooth: [
        [-4, 4],
        [0.2, 4],
      ],
    }),
  ],
};
