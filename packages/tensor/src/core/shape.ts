import { ParameterError, ShapeError } from "./errors.ts";

export type Shape = readonly number[];

/**
 * How many elements a tensor of a shape has.
 *
 * @param shape - extents.
 * @returns their product; 1 for a tensor without axes.
 * @example
 * sizeOf([2, 3]) // → 6
 */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (const extent of shape) size *= extent;
  return size;
}

/**
 * Whether two shapes are equal.
 *
 * @param a - extents.
 * @param b - extents.
 * @returns true where they have as many axes, of the same extents.
 * @example
 * sameShape([2, 3], [2, 3]) // → true
 */
export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((extent, axis) => extent === b[axis]);
}

export function showShape(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

/**
 * The shape that two operands have together, by NumPy's rule: aligned at the last axis, 1 stretches.
 *
 * @param unit - who asks: named in the error.
 * @param a - extents.
 * @param b - extents.
 * @returns the broadcast shape.
 * @throws ShapeError where two extents differ and neither is 1.
 * @example
 * broadcastShapes("add", [2, 1], [3]) // → [2, 3]
 * broadcastShapes("add", [2], [3]) // throws ShapeError
 */
export function broadcastShapes(unit: string, a: Shape, b: Shape): Shape {
  if (sameShape(a, b)) return a;
  const longer = a.length > b.length ? a : b;
  return longer.map((_, axis) => {
    const m = a[axis - longer.length + a.length] ?? 1;
    const n = b[axis - longer.length + b.length] ?? 1;
    if (m !== n && m !== 1 && n !== 1) {
      throw new ShapeError(`${unit}: shapes ${showShape(a)} and ${showShape(b)} do not broadcast`);
    }
    return m === 1 ? n : m;
  });
}

/** Strides of a row-major array of `shape`, read as if it had the broadcast shape `out`: 0 where it is stretched. */
export function broadcastStrides(shape: Shape, out: Shape): number[] {
  const strides = out.map(() => 0);
  const lead = out.length - shape.length;
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const extent = shape[axis] as number;
    strides[axis + lead] = extent === 1 ? 0 : stride;
    stride *= extent;
  }
  return strides;
}

/**
 * An axis counted from the front.
 *
 * @param unit - who asks: named in the error.
 * @param axis - a whole number; −1 is the last axis.
 * @param rank - how many axes there are.
 * @returns the axis, from 0.
 * @throws ParameterError for an axis that is not there.
 * @example
 * normalizeAxis("sum", -1, 3) // → 2
 * normalizeAxis("sum", 3, 3) // throws ParameterError
 */
export function normalizeAxis(unit: string, axis: number, rank: number): number {
  const normal = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(normal) || normal < 0 || normal >= rank) {
    throw new ParameterError(`${unit}: axis is ${axis}, expected ${-rank}..${rank - 1}`);
  }
  return normal;
}

/** One axis, several or (undefined) all, as a list without repeats. */
export function normalizeAxes(unit: string, axis: number | readonly number[] | undefined, rank: number): number[] {
  const axes = [axis ?? [...Array(rank).keys()]].flat().map((each) => normalizeAxis(unit, each, rank));
  if (new Set(axes).size !== axes.length) {
    throw new ParameterError(`${unit}: axis is [${axes.join(", ")}], expected each axis once`);
  }
  return axes;
}

/** Where each row (last axis) of the broadcast array `out` starts in an array of `shape`, and the step within a row. */
export function broadcastOffsets(shape: Shape, out: Shape): RowOffsets {
  return rowOffsets(broadcastStrides(shape, out), out);
}

/** Where the rows (last axis) of an array start in another one, and the step within a row. */
export interface RowOffsets {
  readonly starts: Int32Array;
  readonly length: number;
  readonly step: number;
}

/** The offsets of the rows of an array of shape `out` in one through which its axes go with `strides`. */
export function rowOffsets(strides: readonly number[], out: Shape): RowOffsets {
  const starts = new Int32Array(sizeOf(out.slice(0, -1)));
  let filled = 1;
  for (let axis = out.length - 2; axis >= 0; axis--) {
    // The rows so far come once more for each further place along this axis.
    const next = filled * (out[axis] as number);
    for (let row = filled; row < next; row++)
      starts[row] = (starts[row - filled] as number) + (strides[axis] as number);
    filled = next;
  }
  return { starts, length: out.at(-1) ?? 1, step: strides.at(-1) ?? 0 };
}
