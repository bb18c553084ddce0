import { checkWebAssembly, type Floats, lanesOf } from "../floats.ts";
import { checkMatrix, checkOptions } from "./checkMatrices.ts";
import type { MatrixProduct } from "./matrixProduct.ts";
import { multiplierFor } from "./multiplierFor.ts";

const names: readonly string[] = [
  "rows",
  "inner",
  "columns",
  "transposeA",
  "transposeB",
  "strideA",
  "strideB",
  "strideC",
  "accumulate",
  "deterministic",
] satisfies (keyof MatrixProduct)[];

const unit = "multiplyMatrices";

/**
 * The product of two matrices that lie in plain arrays row by row, c = a·b or c += a·b. Sums are of the arrays' own type.
 *
 * @param a - rows × inner numbers, or transposed.
 * @param b - inner × columns numbers, or transposed.
 * @param c - rows × columns numbers, to be written; not in the memory of a or b.
 * @param product - the extents, and what is transposed.
 * @throws TypeError for arrays of several types and unknown options; RangeError where an array has another length; an Error where the page or engine has no WebAssembly (`supports.simd`).
 * @example
 * const c = new Float64Array(2)
 * multiplyMatrices(Float64Array.of(1, 2, 3, 4), Float64Array.of(5, 6), c, { rows: 2, inner: 2, columns: 1 })
 * c // → [17, 39]
 * @see Goto & van de Geijn, "Anatomy of High-Performance Matrix Multiplication", ACM TOMS 34 (2008).
 */
export function multiplyMatrices<T extends Floats>(a: T, b: T, c: T, product: MatrixProduct): void {
  const lanes = lanesOf(unit, { a, b, c });
  checkOptions(unit, product, names);
  const {
    rows,
    inner,
    columns,
    transposeA = false,
    transposeB = false,
    accumulate = false,
    deterministic = false,
  } = product;
  checkMatrix(unit, "a", a, transposeA ? inner : rows, transposeA ? rows : inner, { strideA: product.strideA });
  checkMatrix(unit, "b", b, transposeB ? columns : inner, transposeB ? inner : columns, { strideB: product.strideB });
  checkMatrix(unit, "c", c, rows, columns, { strideC: product.strideC });
  if (rows === 0 || columns === 0) return;
  if (inner === 0) {
    const stride = product.strideC ?? columns;
    for (let row = 0; row < (accumulate ? 0 : rows); row++) c.fill(0, row * stride, row * stride + columns);
    return;
  }
  checkWebAssembly(unit);
  multiplierFor(lanes, deterministic)(a, b, c, product);
}
