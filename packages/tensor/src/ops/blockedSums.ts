import type { TypedArray } from "../core/dtype.ts";
import { sizeOf, type Shape } from "../core/shape.ts";

const block = 128;

/**
 * Sums `source` (of `shape`) over the axes where `target`, aligned at the last axis, is 1 or absent. Blocks are summed in float64 and then added up
 * in pairs, so that the error grows with the logarithm of the length, in an order that depends on the shape alone.
 */
export function blockedSums(source: TypedArray, shape: Shape, target: Shape, output: TypedArray): void {
  let values: TypedArray = source;
  let extents = [...shape];
  const lead = shape.length - target.length;
  const summed = shape.map((extent, axis) => extent !== 1 && (target[axis - lead] ?? 1) === 1);
  for (let last = shape.length - 1; last >= 0; last--) {
    if (!summed[last]) continue;
    // One run of neighbouring axes at a time: [outer, length, inner] → [outer, inner].
    let first = last;
    while (first > 0 && (summed[first - 1] || extents[first - 1] === 1)) first -= 1;
    const outer = sizeOf(extents.slice(0, first));
    const length = sizeOf(extents.slice(first, last + 1));
    const inner = sizeOf(extents.slice(last + 1));
    values = inner === 1 ? sumRows(values, outer, length) : sumColumns(values, outer, length, inner);
    extents = extents.map((extent, axis) => (axis >= first && axis <= last ? 1 : extent));
    last = first;
  }
  output.set(values);
}

function sumRows(values: TypedArray, outer: number, length: number): Float64Array {
  const sums = new Float64Array(outer);
  for (let row = 0; row < outer; row++) sums[row] = pairwise(values, row * length, length);
  return sums;
}

function pairwise(values: TypedArray, start: number, length: number): number {
  if (length <= block) {
    let sum = 0;
    for (let i = start; i < start + length; i++) sum += values[i] as number;
    return sum;
  }
  const half = Math.ceil(length / (2 * block)) * block;
  return pairwise(values, start, half) + pairwise(values, start + half, length - half);
}

function sumColumns(values: TypedArray, outer: number, length: number, inner: number): Float64Array {
  const sums = new Float64Array(outer * inner);
  const columns = (into: Float64Array, base: number, from: number, to: number): void => {
    if (to - from <= block) {
      for (let row = from; row < to; row++) {
        for (let i = 0, at = base + row * inner; i < inner; i++, at++)
          into[i] = (into[i] as number) + (values[at] as number);
      }
      return;
    }
    const middle = from + Math.ceil((to - from) / (2 * block)) * block;
    columns(into, base, from, middle);
    const rest = new Float64Array(inner);
    columns(rest, base, middle, to);
    for (let i = 0; i < inner; i++) into[i] = (into[i] as number) + (rest[i] as number);
  };
  for (let o = 0; o < outer; o++) columns(sums.subarray(o * inner, (o + 1) * inner), o * length * inner, 0, length);
  return sums;
}
