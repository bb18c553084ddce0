import { checkWebAssembly, type Floats, lanesOf } from "../floats.ts";
import { checkMatrix, checkOptions } from "../matmul/checkMatrices.ts";
import { runParallel } from "../threads/threads.ts";
import { factorKernels, withAddress } from "./factorKernels.ts";

export interface TriangularOptions {
  /** Rows and columns of the matrix. */
  readonly size: number;
  /** How many right-hand sides there are. Default 1. */
  readonly count?: number;
  /** Solve with Lᵀ, an upper triangular matrix. Default false. */
  readonly transpose?: boolean;
  /** Numbers from one row of `l` to the next. Default `size`. */
  readonly stride?: number;
  /** The same bits on every machine, at the cost of fused products and sums. Default false. */
  readonly deterministic?: boolean;
}

const unit = "solveTriangular";

const names: readonly string[] = [
  "size",
  "count",
  "transpose",
  "stride",
  "deterministic",
] satisfies (keyof TriangularOptions)[];

/**
 * The solution of L·x = b, or with `transpose` of Lᵀ·x = b, in the place of b. One after the other they solve A·x = b, where L is from `cholesky`: a step of Newton's.
 *
 * @param l - size × size numbers, of which those on and below the diagonal are read; none on the diagonal is 0.
 * @param b - count × size numbers, each row a right-hand side.
 * @param options - `size`, `count`, `transpose`, `stride`, `deterministic`.
 * @throws TypeError for arrays of several types and unknown options; RangeError where an array has another length; an Error where the page or engine has no WebAssembly (`supports.simd`).
 * @example
 * const l = Float64Array.of(2, 0, 1, 2) // of [[4, 2], [2, 5]]
 * const x = Float64Array.of(8, 12)
 * solveTriangular(l, x, { size: 2 })
 * x // → [4, 4]
 * solveTriangular(l, x, { size: 2, transpose: true })
 * x // → [1, 2]
 * @see Golub & Van Loan, "Matrix Computations", 4th ed., section 3.1.
 */
export function solveTriangular<T extends Floats>(l: T, b: T, options: TriangularOptions): void {
  const { size, count = 1, transpose = false, stride = size, deterministic = false } = options;
  checkOptions(unit, options, names);
  const lanes = lanesOf(unit, { l, b });
  checkMatrix(unit, "l", l, size, size, { stride: options.stride });
  checkMatrix(unit, "b", b, count, size);
  checkWebAssembly(unit);
  const module = factorKernels(lanes, deterministic);
  withAddress(l, lanes, false, (matrix) =>
    withAddress(b, lanes, true, (sides) => {
      const kernel = transpose ? "solveTransposed" : "solveRows";
      const args = [matrix, stride * lanes.bytes, size, sides, size * lanes.bytes];
      runParallel([{ module, kernel, args }], { from: 0, to: count, grain: 1 });
    }),
  );
}
