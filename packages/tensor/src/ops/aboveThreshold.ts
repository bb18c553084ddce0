import type { TypedArray } from "../core/dtype.ts";
import type { Tensor } from "../core/tensor.ts";

/**
 * Rows of max(0, gap − threshold), where the gaps are (z − top) / scale for the top of the row: what sparse softmaxes have in common.
 *
 * @param thresholdOf - from the gaps above −1, the largest first; what is 1 or more below the top has no share.
 */
export function aboveThreshold(
  { data, shape }: Tensor,
  output: TypedArray,
  scale: number,
  thresholdOf: (gaps: Float64Array) => number,
): void {
  const length = shape.at(-1) ?? 1;
  for (let start = 0; start < data.length; start += length) {
    const row = Float64Array.from(data.subarray(start, start + length));
    const top = row.reduce((a, b) => Math.max(a, b), -Infinity);
    const gaps = row.map((z) => (z - top) / scale);
    const threshold = thresholdOf(gaps.filter((gap) => !(gap <= -1)).toSorted((a, b) => b - a));
    for (const [i, gap] of gaps.entries()) output[start + i] = Math.max(0, gap - threshold);
  }
}
