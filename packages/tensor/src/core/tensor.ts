import type { DType, TypedArray } from "./dtype.ts";
import { ShapeError } from "./errors.ts";
import { showShape, sizeOf, type Shape } from "./shape.ts";

/** Numbers nested as deep as a tensor has axes. */
export type Nested = number | Nested[];

/** Where a tensor's elements are. A cell rather than a field, so that they can move behind the tensor's back. */
export interface Cell {
  array: TypedArray;
}

/**
 * An immutable n-dimensional array: `shape`, `dtype` and `data`, row-major. Functions work on it; it has no others of its own.
 *
 * @example
 * const x = tensor([[1, 2, 3], [4, 5, 6]])
 * x.shape // → [2, 3]
 * x.dtype // → "float32"
 */
export class Tensor {
  readonly shape: Shape;
  readonly dtype: DType;
  /** @internal */
  readonly cell: Cell;

  /** @internal Use `tensor`, `zeros`, … */
  constructor(shape: Shape, dtype: DType, cell: Cell) {
    this.shape = shape;
    this.dtype = dtype;
    this.cell = cell;
  }

  /** The elements, row-major. To be read only: it may be the tensor's own array. */
  get data(): TypedArray {
    return this.cell.array;
  }

  /** The elements as nested plain arrays; a number for a tensor without axes. */
  toArray(): Nested {
    const { data, shape } = this;
    let offset = 0;
    const nest = (axis: number): Nested =>
      axis === shape.length
        ? (data[offset++] ?? Number.NaN)
        : Array.from({ length: shape[axis] ?? 0 }, () => nest(axis + 1));
    return nest(0);
  }

  /** The only element of a tensor of size 1. Throws ShapeError for any other size. */
  item(): number {
    const [value] = this.data;
    if (value === undefined || sizeOf(this.shape) !== 1) {
      throw new ShapeError(`item: tensor has shape ${showShape(this.shape)}, expected one element`);
    }
    return value;
  }
}

/** A tensor over an array that nobody else writes to. */
export function wrap(shape: Shape, dtype: DType, array: TypedArray): Tensor {
  return new Tensor(shape, dtype, { array });
}
