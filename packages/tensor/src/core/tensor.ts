import { arrays, type DType, type TypedArray } from "./dtype.ts";
import { ShapeError, SurprisalError } from "./errors.ts";
import { showShape, sizeOf, type Shape } from "./shape.ts";
import { weigh } from "./weigh.ts";

/** Numbers nested as deep as a tensor has axes. */
export type Nested = number | Nested[];

/** Where a tensor's elements are. A cell rather than a field, so that they can move behind the tensor's back. */
export interface Cell {
  /** The elements where they lie; undefined once they were released. */
  readonly array: TypedArray | undefined;
  /** The same for keeps, where `array` is memory that others will have. */
  readonly data?: TypedArray | undefined;
  /** Gives the elements up. A function as a field also makes structuredClone throw, which would leave no tensor. */
  readonly release: () => void;
}

/** What a scope puts in the place of plain arrays. */
export interface Storage {
  /** A cell for an array that is there, or one of zeros. */
  cell(shape: Shape, dtype: DType, array: TypedArray | undefined): Cell;
  /** A cell of anything, to be filled. */
  empty(shape: Shape, dtype: DType): Cell;
  /** For a transform of a level, from now on: what releases all that was made since, but for the tensors that it is given. */
  sweeper(level: number): ((live: Iterable<Tensor>) => void) | undefined;
}

/** The scope that is open. */
export const storage: { scope?: Storage | undefined } = {};

/** Calls what makes tensors that outlive the scope that is open. */
export function outsideScopes<T>(make: () => T): T {
  const { scope } = storage;
  storage.scope = undefined;
  try {
    return make();
  } finally {
    storage.scope = scope;
  }
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
    return this.cell.data ?? elementsOf(this);
  }

  /** The elements as nested plain arrays; a number for a tensor without axes. */
  toArray(): Nested {
    const { data, shape } = this;
    let offset = 0;
    const nest = (axis: number): Nested =>
      axis === shape.length
        ? (data[offset++] as number)
        : Array.from({ length: shape[axis] as number }, () => nest(axis + 1));
    return nest(0);
  }

  /** The only element of a tensor of size 1. Throws ShapeError for any other size. */
  item(): number {
    if (sizeOf(this.shape) !== 1)
      throw new ShapeError(`item: tensor has shape ${showShape(this.shape)}, expected one element`);
    return this.data[0] as number;
  }

  /** Gives the elements up, at once: for `using`. A tensor that shares them, as by `reshape`, loses them as well. */
  [Symbol.dispose](): void {
    this.cell.release();
  }
}

/**
 * The elements of a tensor where they lie, for ops: to be read at once, since in a scope this is memory that others will have. What is for keeps is
 * `data`.
 *
 * @param x - any tensor.
 * @returns its elements, row-major; not to be written to, unless it is a tensor of one's own of `empty`.
 * @throws SurprisalError where they were released.
 * @example
 * elementsOf(tensor([1, 2])).length // → 2
 */
export function elementsOf({ cell: { array } }: Tensor): TypedArray {
  if (array) return array;
  throw new SurprisalError("tensor: its scope has ended");
}

function release(this: { array: TypedArray | undefined }): void {
  this.array = undefined;
}

/** A tensor over an array that nobody else writes to; of zeros where there is none. */
export const wrap = (shape: Shape, dtype: DType, array?: TypedArray): Tensor =>
  new Tensor(
    shape,
    dtype,
    storage.scope?.cell(shape, dtype, array) ?? { array: array ?? weigh(new arrays[dtype](sizeOf(shape))), release },
  );
