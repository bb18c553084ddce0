import type { Tensor } from "@surprisal/tensor";

/** Where a result is not what it must be, in words; undefined where it is. */
export function difference(got: Tensor, expected: Tensor, elementwise: boolean): string | undefined {
  if (got.shape.join() !== expected.shape.join())
    return `shape [${got.shape.join(", ")}], expected [${expected.shape.join(", ")}]`;
  const want = expected.data;
  let largest = 0;
  for (const each of want) if (Number.isFinite(each)) largest = Math.max(largest, Math.abs(each));
  for (const [i, each] of got.data.entries()) {
    const right = want[i] ?? Number.NaN;
    const tolerance = elementwise ? 1e-12 * Math.abs(right) + 1e-300 : 1e-10 * largest + 1e-15;
    const same = Number.isFinite(right) ? Math.abs(each - right) <= tolerance : Object.is(each, right);
    if (!same) return `[${i}] is ${each}, expected ${right}`;
  }
  return undefined;
}
