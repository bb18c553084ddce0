import { join } from "node:path";
import { sparseRows } from "@surprisal/kernels";
import { normals } from "../data.ts";
import { sparseLogistic, type SparseRows } from "../handWritten/sparseLogistic.ts";
import type { Case, Contender, Precision, Work } from "../harness/work.ts";
import { python } from "../peers/python.ts";
import { passesOf } from "./linearRows.ts";
import { inPrecision, type Numbers } from "./numbers.ts";

/** One pass of a logistic regression over sparse rows: the mean loss and its gradient by the weights. */
export const sparsePassWork: Work = {
  name: "sparse pass",
  sizes: [{ name: "100000 × 100000, 82 a row", make: () => makeCase(100_000, 100_000, 82) }],
};

interface Sparse extends SparseRows<Float32Array<ArrayBuffer>> {
  readonly y: Float32Array<ArrayBuffer>;
  readonly w: Float32Array<ArrayBuffer>;
}

export function makeSparse(rows: number, width: number, filled: number): Sparse {
  return {
    values: normals(rows * filled, 1, 1),
    columns: columnsOf(rows, width, filled),
    starts: Int32Array.from({ length: rows + 1 }, (_, row) => row * filled),
    y: normals(rows, 1, 2).map((each) => (each > 0 ? 1 : 0)),
    w: normals(width, 0.2, 3),
  };
}

export function makeCase(rows: number, width: number, filled: number): Case {
  const data = makeSparse(rows, width, filled);
  const entries = rows * filled;
  return {
    // A value and its column, of four bytes each in float32.
    demand: { reads: 2 * entries, writes: 0, operations: 4 * entries },
    reference: () => {
      const gradient = new Float64Array(width);
      const [values, y, w] = [data.values, data.y, data.w].map((each) => Float64Array.from(each));
      if (!values || !y || !w) throw new TypeError("three arrays");
      return { value: [sparseLogistic({ ...data, values }, y, w, gradient)], gradient };
    },
    tolerance: (precision) =>
      precision === "float32" ? { value: 1e-6, gradient: 1e-5 } : { value: 1e-12, gradient: 1e-12 },
    contenders: [
      ...passesOf(data, (options) => sparseRows(data, [rows, width], options)),
      byHand(data, "float32"),
      byHand(data, "float64"),
      ...["scipy", "scikit-learn"].map((name) =>
        python({
          name,
          precision: "float32",
          script: join(import.meta.dirname, "logisticPass.py"),
          modules: [name === "scipy" ? "scipy" : "sklearn", "numpy"],
          options: { library: name === "scipy" ? "scipy" : "sklearn" },
          inputs: () => ({
            values: { numbers: data.values, shape: [entries] },
            columns: { numbers: data.columns, shape: [entries] },
            starts: { numbers: data.starts, shape: [rows + 1] },
            y: { numbers: data.y, shape: [rows] },
            w: { numbers: data.w, shape: [width] },
          }),
        }),
      ),
    ],
  };
}

/** Columns of each row in order, spread over the width as words of a text are: many in a few, a few in the rest. */
function columnsOf(rows: number, width: number, filled: number): Int32Array<ArrayBuffer> {
  const columns = new Int32Array(rows * filled);
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < filled; k++) {
      // Between a k-th and the next of equal parts of a square root's range: no column twice.
      const part = (k + ((row * 0.618_033_988_749_895 + k * 0.414_213_562_373_095) % 1)) / filled;
      columns[row * filled + k] = Math.min(Math.floor(part ** 2 * width), width - 1);
    }
  }
  return columns;
}

function byHand(data: Sparse, precision: Precision): Contender {
  return {
    name: "hand-written JavaScript",
    side: "hand-written",
    precision,
    prepare: () => {
      const rows = { ...data, values: inPrecision(data.values, precision) };
      const [y, w] = [inPrecision(data.y, precision), inPrecision(data.w, precision)];
      const gradient = w.slice();
      let value = Number.NaN;
      return {
        run: () => (value = sparseLogistic<Numbers>(rows, y, w, gradient)),
        result: () => ({ value: [value], gradient }),
      };
    },
  };
}
