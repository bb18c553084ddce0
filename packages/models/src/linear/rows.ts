import { DataError, DTypeError, ShapeError, type Features } from "@surprisal/contract";
import { Tensor } from "@surprisal/tensor";

/** Features as the products below read them; float32 and integers are read as the float64 numbers they stand for. */
export interface Rows {
  readonly count: number;
  readonly width: number;
  /** out[i, k] ← intercept[k] + Σ_j x[start + i, j] · weights[k, j], for the rows start … end − 1. */
  logits(weights: Float64Array, intercept: Float64Array, start: number, end: number, out: Float64Array): void;
  /** out[k, j] += Σ_i gradient[i, k] · x[start + i, j]. */
  addProducts(gradient: ArrayLike<number>, outputs: number, start: number, end: number, out: Float64Array): void;
}

/** Reads features; throws where they are no matrix or hold what is no finite number. */
export function readRows(unit: string, features: Features): Rows {
  return features instanceof Tensor ? readDense(unit, features) : readSparse(unit, features);
}

function readDense(unit: string, { data, dtype, shape }: Tensor): Rows {
  const [count = 0, width = 0] = shape;
  if (shape.length !== 2) throw new ShapeError(`${unit}: x has shape [${shape.join(", ")}], expected [N, D]`);
  if (dtype === "bool") throw new DTypeError(`${unit}: x is bool, expected numbers`);
  const values = data instanceof Float64Array ? data : Float64Array.from(data);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong !== -1) {
    const place = `${Math.floor(wrong / width)}, ${wrong % width}`;
    throw new DataError(`${unit}: x[${place}] is ${values[wrong]}, expected a finite number`);
  }
  return {
    count,
    width,
    logits(weights, intercept, start, end, out) {
      const outputs = intercept.length;
      for (let i = start, at = 0; i < end; i++) {
        const row = i * width;
        for (let k = 0; k < outputs; k++, at++) {
          const own = k * width;
          let total = intercept[k] as number;
          for (let j = 0; j < width; j++) total += (values[row + j] as number) * (weights[own + j] as number);
          out[at] = total;
        }
      }
    },
    addProducts(gradient, outputs, start, end, out) {
      for (let i = start, at = 0; i < end; i++) {
        const row = i * width;
        for (let k = 0; k < outputs; k++, at++) {
          const own = k * width;
          const slope = gradient[at] as number;
          for (let j = 0; j < width; j++) out[own + j] = (out[own + j] as number) + slope * (values[row + j] as number);
        }
      }
    },
  };
}

function readSparse(
  unit: string,
  { columnIndices, columns, rowStarts, rows, values }: Exclude<Features, Tensor>,
): Rows {
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
  return {
    count: rows,
    width: columns,
    logits(weights, intercept, start, end, out) {
      const outputs = intercept.length;
      for (let i = start, at = 0; i < end; i++) {
        const [first, after] = [rowStarts[i] as number, rowStarts[i + 1] as number];
        for (let k = 0; k < outputs; k++, at++) {
          const own = k * columns;
          let total = intercept[k] as number;
          for (let e = first; e < after; e++) {
            total += (values[e] as number) * (weights[own + (columnIndices[e] as number)] as number);
          }
          out[at] = total;
        }
      }
    },
    addProducts(gradient, outputs, start, end, out) {
      for (let i = start, at = 0; i < end; i++) {
        const [first, after] = [rowStarts[i] as number, rowStarts[i + 1] as number];
        for (let k = 0; k < outputs; k++, at++) {
          const own = k * columns;
          const slope = gradient[at] as number;
          for (let e = first; e < after; e++) {
            const j = own + (columnIndices[e] as number);
            out[j] = (out[j] as number) + slope * (values[e] as number);
          }
        }
      }
    },
  };
}
