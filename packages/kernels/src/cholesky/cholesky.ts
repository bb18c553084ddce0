import { checkWebAssembly, type Floats, lanesOf, numbersAt } from "../floats.ts";
import { checkMatrix, checkOptions } from "../matmul/checkMatrices.ts";
import { multiplierFor } from "../matmul/multiplierFor.ts";
import { runParallel } from "../threads/threads.ts";
import { factorKernels, withAddress } from "./factorKernels.ts";

export interface CholeskyOptions {
  /** Rows and columns of the matrix. */
  readonly size: number;
  /** Numbers from one row to the next. Default `size`. */
  readonly stride?: number;
  /** The same bits on every machine, at the cost of fused products and sums. Default false. */
  readonly deterministic?: boolean;
}

const unit = "cholesky";

/** Columns that are factored at once. */
const blockColumns = 64;
/** Rows that a thread solves at a time. */
const grain = 64;

/**
 * The Cholesky factorization of a positive definite matrix, A = L·Lᵀ, in place. Only what lies on the diagonal and below is read and written.
 *
 * @param a - size × size numbers; L stands there afterwards. After an error its lower triangle is of no use.
 * @param options - `size`, `stride`, `deterministic`.
 * @throws RangeError naming the first pivot that is not positive, from 0 on, where the matrix is not positive definite (or has a NaN); where the array has another length. TypeError for
 * other arrays and unknown options; an Error where the page or engine has no WebAssembly (`supports.simd`).
 * @example
 * const a = Float64Array.of(4, 0, 2, 5)
 * cholesky(a, { size: 2 })
 * a // → [2, 0, 1, 2]
 * @see Golub & Van Loan, "Matrix Computations", 4th ed., section 4.2.
 */
export function cholesky(a: Floats, options: CholeskyOptions): void {
  const { size, stride = size, deterministic = false } = options;
  checkOptions(unit, options, ["size", "stride", "deterministic"]);
  const lanes = lanesOf(unit, { a });
  checkMatrix(unit, "a", a, size, size, { stride: options.stride });
  checkWebAssembly(unit);
  const weights = a.slice(0, size).fill(-1);
  const multiply = multiplierFor(lanes, deterministic);
  const module = factorKernels(lanes, deterministic);
  const { bytes } = lanes;
  withAddress(a, lanes, true, (address) => {
    const at = (row: number, column: number): Floats => numbersAt(address + (row * stride + column) * bytes, 1, lanes);
    for (let first = 0; first < size; first += blockColumns) {
      const width = Math.min(blockColumns, size - first);
      const rows = size - first;
      if (first > 0) {
        // Minus what the columns before it make of these.
        const left = at(first, 0);
        const strides = { strideA: stride, strideB: stride, strideC: stride };
        const product = { rows, inner: first, columns: width, transposeB: true, accumulate: true, ...strides };
        multiply(left, left, at(first, first), product, { weights });
      }
      const block = at(first, first).byteOffset;
      const args = [block, stride * bytes, width];
      const done = module.exports["factorBlock"]!(...args);
      if (done < width) {
        const pivot = first + done;
        throw new RangeError(
          `${unit}: pivot ${pivot} is ${at(pivot, pivot)[0]}, expected a positive number, as of a positive definite matrix`,
        );
      }
      // The rows below the block, counted from its first, times the inverse of its transpose.
      const step = { module, kernel: "solveRows", args: [...args, block, stride * bytes] };
      runParallel([step], { from: width, to: rows, grain });
    }
  });
}
