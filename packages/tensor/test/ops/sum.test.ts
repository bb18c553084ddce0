import { expect, test } from "vitest";
import { arange, full, reshape, sum, tensor, zeros } from "../../src/index.ts";

test("all axes, one, several, kept", () => {
  const x = reshape(arange(24), [2, 3, 4]);
  expect(sum(x).item()).toBe(276);
  expect(sum(x, { axis: [0, 2] }).toArray()).toEqual([60, 92, 124]);
  expect(sum(x, { axis: -1, keepDims: true }).shape).toEqual([2, 3, 1]);
  expect(sum(x).dtype).toBe("int32");
});

test("bool is counted, nothing is 0", () => {
  expect(sum(tensor([true, true, false])).item()).toBe(2);
  expect(sum(zeros([0])).item()).toBe(0);
  expect(sum(zeros([2, 0]), { axis: 1 }).toArray()).toEqual([0, 0]);
  expect(sum(zeros([2, 0]), { axis: 0 }).shape).toEqual([0]);
});

test("a million float32 numbers keep their digits", () => {
  expect(sum(full([1_000_000], 0.1)).item()).toBeCloseTo(100_000, 1);
  expect(sum(full([1000, 1000], 0.1), { axis: 0 }).data[7]).toBeCloseTo(100, 4);
});

test("axes that are not there", () => {
  expect(() => sum(tensor([1]), { axis: 1 })).toThrow("sum: axis is 1, expected -1..0");
  expect(() => sum(zeros([2, 2]), { axis: [0, -2] })).toThrow("expected each axis once");
});
