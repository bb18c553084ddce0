import type { Tensor } from "@surprisal/tensor";
import { expect } from "vitest";

/** That tensors have the same shape, and the same numbers to 13 places. */
export function expectClose(got: Tensor, expected: Tensor): void {
  expect(got.shape).toEqual(expected.shape);
  for (const [i, each] of got.data.entries()) expect(each).toBeCloseTo(expected.data[i] ?? Number.NaN, 13);
}
