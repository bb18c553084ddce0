import * as t from "@surprisal/tensor";
import { tensor, type Tensor } from "@surprisal/tensor";
import * as fc from "fast-check";
import { between, reals, shapes, tensorsOf, type OpUnit } from "../../src/index.ts";
import { added, columnsOf, many, moved, rowsOf, total } from "./units.ts";

const finite = reals();
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
const shaped = (shape: (x: Tensor) => readonly number[], order: (x: Tensor) => number[]) => (x: Tensor) => ({
  shape: shape(x),
  values: order(x),
});

/** Ops that move elements or pick them. */
export const places: Readonly<Record<string, readonly OpUnit[]>> = {
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
};
