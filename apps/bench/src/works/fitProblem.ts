import type { SparseMatrix } from "@surprisal/contract";
import { normals } from "../data.ts";
import { solutionOf } from "./solutionOf.ts";

/** Rows of features with a class each, to which weights are fitted: Σ log-loss + ½‖w‖², without an intercept. */
export interface FitProblem {
  /** Of dense features all entries are there, so that `values` are the matrix. */
  readonly x: SparseMatrix;
  /** 0 or 1. */
  readonly y: Int32Array<ArrayBuffer>;
}

/** Dense features, columns of ten different scales; not to be had in float32. */
export function denseProblem(rows: number, width: number): FitProblem {
  const values = Float64Array.from(normals(rows * width), (each, i) => (each * (1 + (i % 10))) / 10);
  const columnIndices = Int32Array.from(values, (_, i) => i % width);
  return labelled({ rows, columns: width, values, columnIndices, rowStarts: startsOf(rows, width) });
}

/** Features as the Adult data has them: of as many groups of columns as a row has entries, one column each is 1. Few columns come up often. */
export function groupedProblem(rows: number, width: number, filled: number): FitProblem {
  const share = normals(rows * filled, 1, 5);
  const columnIndices = Int32Array.from({ length: rows * filled }, (_, i) => {
    const [first, end] = [i % filled, (i % filled) + 1].map((group) => Math.floor((group * width) / filled));
    const from = first ?? 0;
    const among = (end ?? 0) - from;
    return from + Math.min(among - 1, Math.floor((Math.abs(share[i] as number) / 3) * among));
  });
  const values = new Float64Array(rows * filled).fill(1);
  return labelled({ rows, columns: width, values, columnIndices, rowStarts: startsOf(rows, filled) });
}

const startsOf = (rows: number, filled: number): Int32Array =>
  Int32Array.from({ length: rows + 1 }, (_, row) => row * filled);

/** Classes by weights that are drawn, and noise. */
function labelled(x: SparseMatrix): FitProblem {
  const weights = normals(x.columns, 1, 3);
  const noise = normals(x.rows, 2, 4);
  return { x, y: Int32Array.from(marginsOf(x, weights), (z, i) => (z + (noise[i] as number) > 0 ? 1 : 0)) };
}

function marginsOf({ rows, rowStarts, columnIndices, values }: SparseMatrix, w: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => {
    let z = 0;
    for (let k = rowStarts[row] as number; k < (rowStarts[row + 1] as number); k++)
      z += (values[k] as number) * (w[columnIndices[k] as number] as number);
    return z;
  });
}

/** The objective at some weights, plainly. */
export function objectiveOf({ x, y }: FitProblem, weights: ArrayLike<number>): number {
  let sum = 0;
  for (const [i, z] of marginsOf(x, weights).entries()) {
    const toClass = y[i] === 1 ? -z : z;
    sum += Math.max(toClass, 0) + Math.log1p(Math.exp(-Math.abs(z)));
  }
  for (let j = 0; j < x.columns; j++) sum += (weights[j] as number) ** 2 / 2;
  return sum;
}

/** The least objective, by Newton's method, until it falls no more. */
export function leastObjective(problem: FitProblem): number {
  const { columns } = problem.x;
  let weights = new Float64Array(columns);
  let least = objectiveOf(problem, weights);
  for (;;) {
    const { gradient, hessian } = derivativesAt(problem, weights);
    const step = solutionOf(hessian, gradient);
    const next = weights.map((w, j) => w - (step[j] as number));
    const objective = objectiveOf(problem, next);
    if (!(objective < least)) return least;
    [weights, least] = [next, objective];
  }
}

function derivativesAt({ x, y }: FitProblem, weights: Float64Array) {
  const { columns, rowStarts, columnIndices, values } = x;
  const gradient = weights.slice();
  const hessian = new Float64Array(columns ** 2);
  for (let j = 0; j < columns; j++) hessian[j * columns + j] = 1;
  for (const [i, z] of marginsOf(x, weights).entries()) {
    const p = 1 / (1 + Math.exp(-z));
    const [start, end] = [rowStarts[i] as number, rowStarts[i + 1] as number];
    const [slope, curvature] = [p - (y[i] as number), p * (1 - p)];
    for (let k = start; k < end; k++) {
      const [column, value] = [columnIndices[k] as number, values[k] as number];
      gradient[column] = (gradient[column] as number) + slope * value;
      // Columns of a row are in order: the lower triangle.
      for (let other = start; other <= k; other++) {
        const at = column * columns + (columnIndices[other] as number);
        hessian[at] = (hessian[at] as number) + curvature * value * (values[other] as number);
      }
    }
  }
  return { gradient, hessian };
}
