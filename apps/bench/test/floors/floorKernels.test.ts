import { createMemory } from "@surprisal/kernels";
import { expect, it } from "vitest";
import { floorKernels } from "../../src/floors/floorKernels.ts";

const memory = createMemory({ minimum: 1 });
const kernels = floorKernels(memory);

it("reads every number there is", () => {
  new Float32Array(memory.buffer, 0, 64).set(Float32Array.from({ length: 64 }, (_, i) => i + 1));
  expect(kernels.read(0, 256)).toBe((64 * 65) / 2);
  expect(kernels.read(128, 128)).toBe((64 * 65 - 32 * 33) / 2);
});

it("copies", () => {
  kernels.copy(1024, 0, 256);
  expect(new Float32Array(memory.buffer, 1024, 3)).toEqual(Float32Array.of(1, 2, 3));
});

it("multiplies and adds as often as it says", () => {
  const { float32, float64 } = kernels.multiplyAdd;
  expect([float32.operations, float64.operations]).toEqual([96, 48]);
  // s ← 0.999 s + 0.999, twelve sums of two lanes of which one is read; three turns.
  const expected = 12 * (0.999 + 0.999 ** 2 + 0.999 ** 3);
  expect(float64.run(3)).toBeCloseTo(expected, 12);
});
