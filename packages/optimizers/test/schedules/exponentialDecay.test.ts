import { expect, test } from "vitest";
import { exponentialDecay } from "../../src/index.ts";

test("worked values", () => {
  expect([0, 1, 2, 3].map(exponentialDecay({ initial: 8, factor: 0.5 }))).toEqual([8, 4, 2, 1]);
  const slow = exponentialDecay({ initial: 2, factor: 0.25, every: 10 });
  expect(slow(5)).toBe(1);
  expect(slow(20)).toBe(0.125);
});

test.each([
  [{ initial: Number.NaN, factor: 1 }, "initial is NaN"],
  [{ initial: 1, factor: -1 }, "factor is -1"],
  [{ initial: 1, factor: 1, every: -2 }, "every is -2"],
])("rejects %o", (options, message) => {
  expect(() => exponentialDecay(options)).toThrow(`exponentialDecay: ${message}`);
});
