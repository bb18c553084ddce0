import { broadcastShapes, sizeOf, tensor, type Shape, type Tensor, type TensorLike } from "@surprisal/tensor";
import * as fc from "fast-check";
import {
  between,
  broadcastableShapes,
  reals,
  shapes,
  tensorsOf,
  type OpUnit,
  type Reference,
  type RealOptions,
} from "../../src/index.ts";

const everywhere: RealOptions = { infinities: true, nan: true };

/** Tensors of drawn shapes as the single input. */
export function single(element: fc.Arbitrary<number>, least = 0, extent = 4): fc.Arbitrary<readonly Tensor[]> {
  return shapes({ minimumRank: least, maximumRank: 3, minimumExtent: 1, maximumExtent: extent }).chain((shape) =>
    tensorsOf(shape, element).map((x) => [x]),
  );
}

/** Matrices of up to 3 × 4 as the single input. */
export function matrices(element: fc.Arbitrary<number>): fc.Arbitrary<readonly Tensor[]> {
  return shapes({ minimumRank: 2, maximumRank: 2 }).chain((shape) => tensorsOf(shape, element).map((x) => [x]));
}

/** Operands whose shapes broadcast, each from its own elements. */
export function together(...elements: readonly fc.Arbitrary<number>[]): fc.Arbitrary<readonly Tensor[]> {
  return broadcastableShapes(elements.length, { maximumRank: 2, maximumExtent: 3 }).chain((all) =>
    fc.tuple(...all.map((shape, i) => tensorsOf(shape, elements[i] ?? fc.constant(0)))),
  );
}

export interface Elementwise {
  /** Where the op takes its numbers from. Default all reals, with ±Infinity and NaN. */
  readonly elements?: readonly fc.Arbitrary<number>[];
  /** Where it is smooth: intervals, one an operand; null for an op without derivative. */
  readonly smooth: readonly (readonly [low: number, high: number])[] | null;
  readonly domain?: readonly [number, number];
  readonly dtype?: NonNullable<Reference["dtype"]>;
  readonly roundings?: number;
}

/** An op of one or more operands, element by element, against a function of plain numbers. */
export function elementwise(
  name: string,
  run: (...inputs: TensorLike[]) => Tensor,
  f: (...values: number[]) => number,
  { elements, smooth, domain, dtype, roundings }: Elementwise,
): OpUnit {
  const count = elements?.length ?? smooth?.length ?? 1;
  const drawn = elements ?? Array.from({ length: count }, () => reals(everywhere));
  const sources = smooth?.map(([low, high]) => between(low, high));
  const bring = (all: readonly fc.Arbitrary<number>[]): fc.Arbitrary<readonly Tensor[]> =>
    all.length === 1 ? single(all[0] ?? fc.constant(0)) : together(...all);
  return {
    name,
    run: (...inputs) => run(...inputs),
    inputs: bring(drawn),
    ...(sources && { smooth: bring(sources) }),
    reference: (...inputs) => ({ ...broadcasted(f, inputs), ...(dtype && { dtype }) }),
    operands: count,
    empty: Array.from({ length: count }, () => tensor(new Float64Array(0), { shape: [0, 3] })),
    ...(domain && { domain }),
    ...(roundings !== undefined && { roundings }),
  };
}

function broadcasted(f: (...values: number[]) => number, inputs: readonly Tensor[]): Reference {
  const shape = inputs.reduce<Shape>((a, b) => broadcastShapes("reference", a, b.shape), []);
  const values = Array.from({ length: sizeOf(shape) }, (_, i) =>
    f(...inputs.map((input) => elementAt(input, shape, i))),
  );
  return { shape, values };
}

/** The element of x that stands at flat index i once x is stretched to `shape`. */
function elementAt(x: Tensor, shape: Shape, i: number): number {
  let rest = i;
  let offset = 0;
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const extent = shape[axis] ?? 1;
    const own = x.shape[axis - shape.length + x.shape.length] ?? 1;
    if (own !== 1) offset += (rest % extent) * stride;
    stride *= own;
    rest = Math.floor(rest / extent);
  }
  return x.data[offset] ?? Number.NaN;
}

/** The rows (last axis) of a tensor, in plain numbers. */
export function rowsOf(x: Tensor): number[][] {
  const width = x.shape.at(-1) ?? 1;
  const values = Array.from(x.data);
  return Array.from({ length: width === 0 ? 0 : values.length / width }, (_, i) =>
    values.slice(i * width, (i + 1) * width),
  );
}

/** An op on rows. */
export function rowwise(
  name: string,
  run: (x: Tensor) => Tensor,
  f: (row: readonly number[]) => number[],
  rest: Partial<OpUnit> & { readonly elements?: fc.Arbitrary<number> } = {},
): OpUnit {
  const { elements = reals(), ...more } = rest;
  return {
    name,
    run: (x) => run(x),
    inputs: single(elements, 1),
    smooth: single(between(-4, 4), 1, 3),
    reference: (x) => {
      const results = rowsOf(x).map(f);
      const width = results[0]?.length ?? x?.shape.at(-1) ?? 0;
      return { shape: [...x.shape.slice(0, -1), width], values: results.flat() };
    },
    empty: [tensor(new Float64Array(0), { shape: [0, 3] })],
    ...more,
  };
}

export const total = (row: readonly number[]): number => {
  // Neumaier's compensated sum.
  let [sum, lost] = [0, 0];
  for (const value of row) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return Number.isFinite(lost) ? sum + lost : sum;
};

/** 65,536 numbers around 0.1 of float32: naive sums lose four digits over them. */
export function many(shape: Shape): Tensor {
  return tensor(
    Float32Array.from({ length: sizeOf(shape) }, (_, i) => 0.1 + (i % 7) / 1000),
    { shape },
  );
}

/** The largest finite size among some inputs. */
export const largest = (inputs: readonly Tensor[]): number =>
  inputs
    .flatMap(({ data }) => Array.from(data))
    .reduce((most, x) => (Number.isFinite(x) ? Math.max(most, Math.abs(x)) : most), 0);

/** How large a sum over an input can be. */
export const added = (inputs: readonly Tensor[]): number => largest(inputs) * Math.max(1, inputs[0]?.data.length ?? 1);

/** The columns of a matrix. */
export const columnsOf = (x: Tensor): number[][] =>
  Array.from({ length: x.shape[1] ?? 0 }, (_, j) => rowsOf(x).map((row) => row[j] ?? 0));

/** An op of one matrix that moves, adds or picks its elements, whatever they are. */
export const moved = (
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
