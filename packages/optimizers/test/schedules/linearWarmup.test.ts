import { expect, test } from "vitest";
import { linearWarmup } from "../../src/index.ts";

test("worked values", () => {
  expect([0, 1, 2, 3, 4, 5].map(linearWarmup({ final: 1, steps: 4 }))).toEqual([0, 0.25, 0.5, 0.75, 1, 1]);
  expect([0, 1, 2].map(linearWarmup({ initial: 0.5, final: 1, steps: 2 }))).toEqual([0.5, 0.75, 1]);
});

test("ends at exactly the final rate", () => {
  expect(linearWarmup({ initial: 0.1, final: 0.3, steps: 3 })(3)).toBe(0.3);
});

test.each([
  [{ initial: -1, final: 1, steps: 1 }, "initial is -1"],
  [{ final: Infinity, steps: 1 }, "final is Infinity"],
  [{ final: 1, steps: -1 }, "steps is -1"],
])("rejects %o", (options, message) => {
  expect(() => linearWarmup(options)).toThrow(`linearWarmup: ${message}`);
});
