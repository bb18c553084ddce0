import { f32x4, f64x2 } from "../assembler/lanes.ts";
import { supports } from "../assembler/supports.ts";
import { MatrixMultiplier } from "./matrixMultiplier.ts";
import type { Floats, MatrixProduct } from "./matrixProduct.ts";

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

const multipliers = new Map<string, MatrixMultiplier>();

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
  const Numbers = [Float32Array, Float64Array].find((each) => a instanceof each);
  if (!Numbers || !(b instanceof Numbers && c instanceof Numbers))
    throw new TypeError(
      "multiplyMatrices: a, b and c are of several types, expected all Float32Array or all Float64Array",
    );
  // A misspelt one would give another product without a word.
  const unknown = Object.keys(product).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new TypeError(`multiplyMatrices: unknown option ${unknown}, expected ${names.join(", ")}`);
  const {
    rows,
    inner,
    columns,
    transposeA = false,
    transposeB = false,
    accumulate = false,
    deterministic = false,
  } = product;
  checkMatrix("a", a, transposeA ? inner : rows, transposeA ? rows : inner, product.strideA);
  checkMatrix("b", b, transposeB ? columns : inner, transposeB ? inner : columns, product.strideB);
  checkMatrix("c", c, rows, columns, product.strideC);
  if (rows === 0 || columns === 0) return;
  if (inner === 0) {
    const stride = product.strideC ?? columns;
    for (let row = 0; row < (accumulate ? 0 : rows); row++) c.fill(0, row * stride, row * stride + columns);
    return;
  }
  if (!supports.simd)
    throw new Error("multiplyMatrices: there is no WebAssembly, expected an engine and a page that allow it");
  const lanes = a instanceof Float32Array ? f32x4 : f64x2;
  const relaxed = !deterministic && supports.relaxed;
  const key = `${lanes.name} ${relaxed}`;
  let multiplier = multipliers.get(key);
  if (multiplier === undefined) multipliers.set(key, (multiplier = new MatrixMultiplier(lanes, relaxed)));
  multiplier.multiply(a, b, c, product);
}

/** Without a stride of their own rows fill an array, as a wrong extent shows itself by that. */
function checkMatrix(name: string, { length }: Floats, rows: number, columns: number, stride?: number): void {
  const expected = rows === 0 ? 0 : (rows - 1) * (stride ?? columns) + columns;
  if (stride !== undefined && !(Number.isInteger(stride) && stride >= columns))
    throw new RangeError(
      `multiplyMatrices: stride${name.toUpperCase()} is ${stride}, expected a whole number from ${columns}`,
    );
  if (stride === undefined ? length !== expected : length < expected)
    throw new RangeError(
      `multiplyMatrices: ${name} has ${length} numbers, expected ${expected}${stride === undefined ? "" : " or more"}`,
    );
}
