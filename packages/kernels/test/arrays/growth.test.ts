import { afterEach, beforeEach, expect, it, vi } from "vitest";

beforeEach(() => vi.resetModules());
afterEach(() => vi.restoreAllMocks());

it.each([true, false])("what lies in the memory is found there after it has grown, shared: %s", async (threads) => {
  const { allocate, dot, isInKernelMemory, momentumStep, sum, supports } = await import("@surprisal/kernels");
  vi.spyOn(supports, "threads", "get").mockReturnValue(threads);
  // More than is left of the first page, so that every call that takes memory for itself lets it grow.
  const length = 7000;
  const block = allocate(8 * length);
  const numbers = (): Float64Array => block.array(Float64Array);
  numbers().fill(2);
  expect(sum(numbers())).toBe(2 * length);
  expect(dot(numbers(), new Float64Array(length).fill(3))).toBe(6 * length);
  momentumStep(numbers(), new Float64Array(length).fill(1), new Float64Array(length), { learningRate: 0.5 });
  expect(sum(numbers())).toBe(1.5 * length);

  const before = numbers();
  allocate(2 ** 24);
  // Where it is not shared, what was seen before is empty.
  expect(before.length).toBe(threads ? length : 0);
  expect([before, numbers()].map(isInKernelMemory)).toEqual([true, true]);
  expect(isInKernelMemory(new Float64Array(1))).toBe(false);
});
