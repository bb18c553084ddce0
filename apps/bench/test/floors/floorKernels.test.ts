import { allocate } from "@surprisal/kernels";
import { expect, it } from "vitest";
import { floorKernels } from "../../src/floors/floorKernels.ts";

const { read, copy, float64 } = floorKernels().exports;
const block = allocate(1024);
const numbers = block.array(Float32Array);

it("reads every number there is", () => {
  numbers.set(Float32Array.from({ length: 64 }, (_, i) => i + 1));
  expect(read!(block.offset, 0, 2, 0)).toBe((64 * 65) / 2);
  expect(read!(block.offset, 1, 2, 0)).toBe((64 * 65 - 32 * 33) / 2);
});

it("copies", () => {
  copy!(block.offset + 512, block.offset, 0, 2, 0);
  expect(numbers.slice(128, 131)).toEqual(Float32Array.of(1, 2, 3));
});

it("multiplies and adds as often as it says", () => {
  // s ← 0.999 s + 0.999, twelve sums of two lanes of which one is read; three turns.
  const expected = 12 * (0.999 + 0.999 ** 2 + 0.999 ** 3);
  expect(float64!(5, 8, 0)).toBeCloseTo(expected, 12);
});
