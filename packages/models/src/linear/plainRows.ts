import type { SparseMatrix } from "@surprisal/contract";
import type { LinearMap, LossBlock } from "@surprisal/kernels";
import type { PlainRows } from "./heldRows.ts";

type Floats = Float32Array | Float64Array;

/** Rows that are taken through the loss at once: few enough to stay in the cache. */
const blockRows = 1024;

/** The two products of some rows, start … end − 1, in float64. */
interface Products {
  /** out[i, k] ← intercept[k] + Σ_j x[start + i, j] · weights[k, j]. */
  readonly logits: (map: LinearMap, start: number, end: number, out: Floats) => void;
  /** out[k, j] += Σ_i factors[i, k] · x[start + i, j]. */
  readonly addProducts: (factors: Floats, start: number, end: number, out: Floats) => void;
}

/** Passes as the kernels do them, in plain loops: for where there is no WebAssembly, and what the kernels are held to. */
function plainRows(rows: number, width: number, outputs: number, { logits, addProducts }: Products): PlainRows {
  const most = Math.min(blockRows, rows);
  const [margins, slopes] = [new Float64Array(most * outputs), new Float64Array(most * outputs)];
  const values = new Float64Array(most);
  return {
    rows,
    width,
    outputs,
    margins: (map, first, count, out) => logits(map, first, first + count, out),
    pass(map, loss, gradient) {
      gradient.weights.fill(0);
      gradient.intercept.fill(0);
      let total = 0;
      for (let first = 0; first < rows; first += blockRows) {
        const count = Math.min(blockRows, rows - first);
        logits(map, first, first + count, margins);
        const block: LossBlock = { first, rows: count, margins, values, slopes };
        loss(block);
        let own = 0;
        for (let i = 0; i < count; i++) own += values[i] as number;
        total += own;
        addProducts(slopes, first, first + count, gradient.weights);
        for (let i = 0, k = 0; i < count * outputs; i++, k = k + 1 === outputs ? 0 : k + 1) {
          gradient.intercept[k] = (gradient.intercept[k] as number) + (slopes[i] as number);
        }
      }
      return total;
    },
    // Nothing is held but arrays.
    free: () => undefined,
  };
}

/** Rows that lie one behind the other. */
export function plainDenseRows(values: Floats, [rows, width]: readonly [number, number], outputs: number): PlainRows {
  return plainRows(rows, width, outputs, {
    logits({ weights, intercept }, start, end, out) {
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
    addProducts(factors, start, end, out) {
      for (let i = start, at = 0; i < end; i++) {
        const row = i * width;
        for (let k = 0; k < outputs; k++, at++) {
          const own = k * width;
          const factor = factors[at] as number;
          for (let j = 0; j < width; j++)
            out[own + j] = (out[own + j] as number) + factor * (values[row + j] as number);
        }
      }
    },
  });
}

/** Rows of which the numbers that are not 0 are kept. */
export function plainSparseRows(features: SparseMatrix, outputs: number): PlainRows {
  const { columnIndices, columns, rowStarts, rows, values } = features;
  return plainRows(rows, columns, outputs, {
    logits({ weights, intercept }, start, end, out) {
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
    addProducts(factors, start, end, out) {
      for (let i = start, at = 0; i < end; i++) {
        const [first, after] = [rowStarts[i] as number, rowStarts[i + 1] as number];
        for (let k = 0; k < outputs; k++, at++) {
          const own = k * columns;
          const factor = factors[at] as number;
          for (let e = first; e < after; e++) {
            const j = own + (columnIndices[e] as number);
            out[j] = (out[j] as number) + factor * (values[e] as number);
          }
        }
      }
    },
  });
}
