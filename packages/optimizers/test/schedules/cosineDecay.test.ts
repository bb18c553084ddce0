import { expect, test } from "vitest";
import { cosineDecay } from "../../src/index.ts";

test("worked values: cos 60° = ½ at a third of the way", () => {
  const schedule = cosineDecay({ initial: 3, final: 1, steps: 30 });
  expect(schedule(0)).toBe(3);
  expect(schedule(10)).toBeCloseTo(2.5, 14);
  expect(schedule(15)).toBeCloseTo(2, 14);
  expect(schedule(20)).toBeCloseTo(1.5, 14);
  expect([30, 31, 1e6].map(schedule)).toEqual([1, 1, 1]);
});

test("up as well as down", () => {
  expect(cosineDecay({ initial: 0, final: 1, steps: 4 })(2)).toBeCloseTo(0.5, 14);
});

test.each([
  [{ initial: -1, steps: 1 }, "initial is -1"],
  [{ initial: 1, final: -1, steps: 1 }, "final is -1"],
  [{ initial: 1, steps: 0 }, "steps is 0"],
])("rejects %o", (options, message) => {
  expect(() => cosineDecay(options)).toThrow(`cosineDecay: ${message}`);
});
