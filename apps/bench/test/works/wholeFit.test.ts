import { describe, expect, it } from "vitest";
import { denseProblem, groupedProblem, leastObjective, objectiveOf } from "../../src/works/fitProblem.ts";
import { makeCase } from "../../src/works/wholeFit.ts";
import { expectRight, isHere } from "./contenders.ts";

describe.each([
  ["dense", denseProblem(300, 5), true],
  ["grouped", groupedProblem(300, 12, 4), false],
] as const)("a whole fit, %s", (_, problem, isDense) => {
  it("is right by ours", async () => {
    await expectRight(makeCase(problem, isDense), isHere);
  });

  it("has both classes", () => {
    expect(new Set(problem.y)).toEqual(new Set([0, 1]));
  });

  it("is judged by an objective that starts at log 2 a row, and has a least", () => {
    const zero = new Float64Array(problem.x.columns);
    expect(objectiveOf(problem, zero)).toBeCloseTo(300 * Math.LN2, 10);
    const least = leastObjective(problem);
    expect(least).toBeLessThan(300 * Math.LN2);
    // Half a square of each weight alone: it cannot be below.
    expect(least).toBeGreaterThan(0);
  });
});

it("finds the least objective of one weight", () => {
  const x = {
    rows: 2,
    columns: 1,
    values: Float64Array.of(1, -1),
    columnIndices: Int32Array.of(0, 0),
    rowStarts: Int32Array.of(0, 1, 2),
  };
  const problem = { x, y: Int32Array.of(1, 0) };
  // 2·log(1 + e⁻ʷ) + w²/2 is least where w = 2/(1 + eʷ).
  const w = 0.674_831_614_342_399_4;
  expect(w * (1 + Math.exp(w))).toBeCloseTo(2, 14);
  expect(leastObjective(problem)).toBeCloseTo(objectiveOf(problem, [w]), 14);
});

it("has a column of each group, in order", () => {
  const { columnIndices } = groupedProblem(20, 12, 4).x;
  for (const [i, column] of columnIndices.entries()) expect(Math.floor(column / 3)).toBe(i % 4);
});
