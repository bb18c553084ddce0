import { Scratch, sum } from "@surprisal/kernels";
import type { TypedArray } from "../core/dtype.ts";
import type { Tensor } from "../core/tensor.ts";
import type { FloatArray, ProgramOptions } from "./compiledRows.ts";
import { compileRows } from "./forms.ts";
import { traceScaled, type RowInput } from "./tracedRows.ts";

/** For `count` rows: returns the sum of their values, and writes their gradients times a factor. */
export type TotalProgram = (
  count: number,
  inputs: readonly TypedArray[],
  gradient: FloatArray,
  factor: number,
) => number;

/** Rows whose values are added up at a time: these stay in the second cache. */
const rowsAtOnce = 65_536;
/** The factor stands before the values, once for each lane. */
const roomOfFactor = 16;
/** So many values are added up here: a kernel takes a while to call. */
const few = 256;

const scratch = new Scratch();

/**
 * Compiles the sum of a function over rows, and its gradient times a factor that is told when it runs: one pass over the rows, in WebAssembly, and
 * no array for the values.
 *
 * @param f - as for `rowProgram`, or for `elementProgram` where no input is a row.
 * @param width - extent of the rows, from 2.
 * @param inputs - what f takes; the first is what it is differentiated by.
 * @param options - `dtype`, `deterministic`.
 * @returns a program for (count, inputs, gradient, factor), which returns the sum.
 * @throws CompileError for a function that is no row program, or where there is no WebAssembly.
 * @example
 * const total = rowTotalProgram((x) => sum(square(x), { axis: -1 }), 2, [{ form: "row", dtype: "float64" }])
 * const gradient = new Float64Array(4)
 * total(2, [Float64Array.of(1, 2, 3, 4)], gradient, 0.5) // → 30
 * gradient // → [1, 2, 3, 4]
 */
export function rowTotalProgram(
  f: (...inputs: Tensor[]) => Tensor,
  width: number,
  inputs: readonly RowInput[],
  options: Omit<ProgramOptions, "form"> = {},
): TotalProgram {
  const program = compileRows((composes) => traceScaled(f, width, inputs, composes), { ...options, form: "wasm" });
  const Floats = options.dtype === "float32" ? Float32Array : Float64Array;
  const sizes = inputs.map(({ form }) => (form === "row" ? width : 1));
  return (count, given, gradient, factor) => {
    const block = scratch.reserve((roomOfFactor + Math.min(count, rowsAtOnce)) * Floats.BYTES_PER_ELEMENT);
    let total = 0;
    for (let from = 0; from < count; from += rowsAtOnce) {
      const rows = Math.min(rowsAtOnce, count - from);
      const part = <A extends TypedArray>(array: A, size = 1): A =>
        rows === count ? array : (array.subarray(from * size, (from + rows) * size) as A);
      const room = block.array<FloatArray>(Floats);
      room.fill(factor, 0, roomOfFactor);
      program(
        rows,
        [...given.map((array, k) => part(array, sizes[k])), room],
        [room.subarray(roomOfFactor), part(gradient, sizes[0])],
      );
      // Asked for again: where the memory is not shared and has grown, its views are empty.
      total += totalOf(block.array<FloatArray>(Floats).subarray(roomOfFactor, roomOfFactor + rows));
    }
    return total;
  };
}

function totalOf(values: FloatArray): number {
  if (values.length > few) return sum(values);
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i] as number;
  return total;
}
