import { DataError, DTypeError, ShapeError, type Features } from "@surprisal/contract";
import { denseRows, sparseRows, supports } from "@surprisal/kernels";
import { Tensor } from "@surprisal/tensor";
import type { HeldRows } from "./heldRows.ts";
import { plainDenseRows, plainSparseRows } from "./plainRows.ts";

/** Features that were read and found right; float32 and integers stand for the float64 numbers that they are. */
export interface Rows {
  readonly count: number;
  readonly width: number;
  /** Rows for a fit with so many outputs; to be freed. */
  hold(outputs: number): HeldRows;
  /** Rows by plain loops. */
  plain(outputs: number): HeldRows;
}

/** Reads features; throws where they are no matrix or hold what is no finite number. */
export function readRows(unit: string, features: Features): Rows {
  return features instanceof Tensor ? readDense(unit, features) : readSparse(unit, features);
}

function readDense(unit: string, { data, dtype, shape }: Tensor): Rows {
  const [count = 0, width = 0] = shape;
  if (shape.length !== 2) throw new ShapeError(`${unit}: x has shape [${shape.join(", ")}], expected [N, D]`);
  if (dtype === "bool") throw new DTypeError(`${unit}: x is bool, expected numbers`);
  const values = data instanceof Float32Array || data instanceof Float64Array ? data : Float64Array.from(data);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong !== -1) {
    const place = `${Math.floor(wrong / width)}, ${wrong % width}`;
    throw new DataError(`${unit}: x[${place}] is ${values[wrong]}, expected a finite number`);
  }
  const plain = (outputs: number): HeldRows => plainDenseRows(values, [count, width], outputs);
  const hold = (outputs: number): HeldRows =>
    denseRows(values, [count, width], { outputs, stored: smallestType(values), computed: "float64" });
  return { count, width, plain, hold: (outputs) => holdOr(hold, plain, outputs) };
}

function readSparse(unit: string, features: Exclude<Features, Tensor>): Rows {
  const { columnIndices, columns, rowStarts, rows, values } = features;
  if (rowStarts.length !== rows + 1 || rowStarts[0] !== 0 || rowStarts[rows] !== values.length) {
    throw new ShapeError(`${unit}: x.rowStarts does not fit ${rows} rows with ${values.length} entries`);
  }
  if (columnIndices.length !== values.length) {
    throw new ShapeError(`${unit}: x.columnIndices has ${columnIndices.length} entries, expected ${values.length}`);
  }
  const outside = columnIndices.findIndex((column) => column < 0 || column >= columns);
  if (outside !== -1) {
    throw new ShapeError(
      `${unit}: x.columnIndices[${outside}] is ${columnIndices[outside]}, expected 0..${columns - 1}`,
    );
  }
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong !== -1) throw new DataError(`${unit}: x.values[${wrong}] is ${values[wrong]}, expected a finite number`);
  const plain = (outputs: number): HeldRows => plainSparseRows(features, outputs);
  const compressed = { starts: rowStarts, columns: columnIndices, values };
  const hold = (outputs: number): HeldRows =>
    sparseRows(compressed, [rows, columns], { outputs, stored: smallestType(values), computed: "float64" });
  return { count: rows, width: columns, plain, hold: (outputs) => holdOr(hold, plain, outputs) };
}

/** In the kernels' memory, where there is one with room for the rows; else plainly: slower, and the same but for rounding. */
function holdOr(hold: (outputs: number) => HeldRows, plain: (outputs: number) => HeldRows, outputs: number): HeldRows {
  if (!supports.simd) return plain(outputs);
  try {
    return hold(outputs);
  } catch (error) {
    // The memory has an end at 4 GiB; arrays have not.
    if (error instanceof RangeError) return plain(outputs);
    throw error;
  }
}

/** Half the memory, and half the time to read it, where it costs no digit: whole numbers, say, or what was float32 before. */
const smallestType = (values: Float32Array | Float64Array): "float32" | "float64" =>
  values instanceof Float32Array || values.every((value) => Math.fround(value) === value) ? "float32" : "float64";
