import type { TypedArray } from "../core/dtype.ts";
import type { RowOffsets } from "../core/shape.ts";

/** Copies rows from where they start. */
export function copyRows(source: TypedArray, { starts, length, step }: RowOffsets, output: TypedArray): void {
  if (source.length === 1) output.fill(source[0] as number);
  else
    for (let row = 0, i = 0; row < starts.length; row++) {
      for (let column = 0, at = starts[row] as number; column < length; column++, i++, at += step)
        output[i] = source[at] as number;
    }
}
