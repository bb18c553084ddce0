import { checkWebAssembly, type Floats, lanesOf } from "../floats.ts";
import { checkMatrix, checkOptions } from "./checkMatrices.ts";
import { multiplierFor } from "./multiplierFor.ts";

export interface SymmetricRankUpdate {
  /** Rows and columns of the result. */
  readonly size: number;
  /** The extent that is summed over. */
  readonly inner: number;
  /** `x` is stored inner × size. Default false. */
  readonly transpose?: boolean;
  /** `[inner]`: what the products are multiplied by. Default 1. */
  readonly weights?: Floats;
  /** Numbers from one stored row of `x` to the next, of `c`. Default the length of a row. */
  readonly strideX?: number;
  readonly strideC?: number;
  /** Add to what stands in the result. Default false. */
  readonly accumulate?: boolean;
  /** The same bits on every machine, at the cost of fused products and sums. Default false. */
  readonly deterministic?: boolean;
}

const unit = "symmetricRankUpdate";

const names: readonly string[] = [
  "size",
  "inner",
  "transpose",
  "weights",
  "strideX",
  "strideC",
  "accumulate",
  "deterministic",
] satisfies (keyof SymmetricRankUpdate)[];

/**
 * The lower triangle of a matrix times its transpose, c = x·xᵀ or c += x·xᵀ, with weights x·diag(w)·xᵀ: in some 0.6 of the time of the whole product. What
 * stands above the diagonal of c stays. Curvatures of linear models are such products: with rows of features as x, `transpose: true`.
 *
 * @param x - size × inner numbers, or transposed.
 * @param c - size × size numbers, of which those on and below the diagonal are written; not in the memory of x.
 * @param update - the extents, and what is transposed.
 * @throws TypeError for arrays of several types and unknown options; RangeError where an array has another length; an Error where the page or engine has no WebAssembly (`supports.simd`).
 * @example
 * const c = new Float64Array(4)
 * symmetricRankUpdate(Float64Array.of(1, 2, 3, 4), c, { size: 2, inner: 2 })
 * c // → [5, 0, 11, 25]
 * symmetricRankUpdate(Float64Array.of(1, 2, 3, 4), c, { size: 2, inner: 2, transpose: true, weights: Float64Array.of(1, 10) })
 * c // → [91, 0, 122, 164]
 * @see Dongarra et al., "A Set of Level 3 Basic Linear Algebra Subprograms", ACM TOMS 16 (1990): SYRK.
 */
export function symmetricRankUpdate<T extends Floats>(x: T, c: T, update: SymmetricRankUpdate): void {
  const {
    size,
    inner,
    transpose = false,
    weights,
    strideX,
    strideC,
    accumulate = false,
    deterministic = false,
  } = update;
  checkOptions(unit, update, names);
  const lanes = lanesOf(unit, { x, c, ...(weights && { weights }) });
  checkMatrix(unit, "x", x, transpose ? inner : size, transpose ? size : inner, { strideX });
  checkMatrix(unit, "c", c, size, size, { strideC });
  if (weights) checkMatrix(unit, "weights", weights, 1, inner);
  if (inner === 0 && !accumulate)
    for (let row = 0, at = 0; row < size; row++, at += strideC ?? size) c.fill(0, at, at + row + 1);
  if (size === 0 || inner === 0) return;
  const stride = strideX ?? (transpose ? size : inner);
  const product = { rows: size, inner, columns: size, transposeA: transpose, transposeB: !transpose };
  checkWebAssembly(unit);
  multiplierFor(lanes, deterministic)(
    x,
    x,
    c,
    { ...product, strideA: stride, strideB: stride, strideC: strideC ?? size, accumulate },
    { weights },
  );
}
