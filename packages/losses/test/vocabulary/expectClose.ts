import type { Tensor } from "@surprisal/tensor";
import { expect } from "vitest";

/** Within 1e-12 of the largest entry. */
export function expectClose(got: Tensor, expected: Tensor, relative = 1e-12): void {
  expect([got.shape, got.dtype]).toEqual([expected.shape, expected.dtype]);
  const size = Math.max(...Array.from(expected.data, Math.abs).filter(Number.isFinite), 0);
  for (const [i, right] of expected.data.entries()) {
    const each = got.data[i] ?? Number.NaN;
    if (Number.isFinite(right)) expect(Math.abs(each - right), `[${i}]`).toBeLessThanOrEqual(relative * size);
    else expect(each, `[${i}]`).toBe(right);
  }
}
