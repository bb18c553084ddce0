import { expect, test } from "vitest";
import { constant, exponentialDecay, joinSchedules, linearWarmup } from "../../src/index.ts";

test("each counts from where it begins", () => {
  const schedule = joinSchedules(
    [linearWarmup({ final: 4, steps: 2 }), exponentialDecay({ initial: 4, factor: 0.5 }), constant(7)],
    [2, 5],
  );
  expect([0, 1, 2, 3, 4, 5, 6].map(schedule)).toEqual([0, 2, 4, 2, 1, 7, 7]);
});

test("one alone is itself", () => {
  expect(joinSchedules([exponentialDecay({ initial: 1, factor: 0.5 })], [])(2)).toBe(0.25);
});

test.each([
  [2, [], "boundaries has 0 entries, expected 1"],
  [1, [3], "boundaries has 1 entries, expected 0"],
  [2, [0], "boundaries[0] is 0, expected a number above 0"],
  [3, [5, 5], "boundaries[1] is 5, expected a number above 5"],
  [2, [Number.NaN], "boundaries[0] is NaN"],
  [2, [Infinity], "boundaries[0] is Infinity"],
])("rejects %i schedules with boundaries %j", (count, boundaries, message) => {
  expect(() =>
    joinSchedules(
      Array.from({ length: count }, () => constant(1)),
      boundaries,
    ),
  ).toThrow(`joinSchedules: ${message}`);
});
