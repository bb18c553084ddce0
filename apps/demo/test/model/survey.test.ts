import { mean } from "@surprisal/tensor";
import { expect, test } from "vitest";
import { losses } from "../../src/model/losses.ts";
import { logitsOf, problemOf, weightsFrom } from "../../src/model/problem.ts";
import { drawPoints } from "../../src/model/points.ts";
import { defaultScreen, lossNames, type LossName } from "../../src/model/screen.ts";
import { coarseCells, fineCells, middleOf, survey } from "../../src/model/survey.ts";

const problem = problemOf(drawPoints(defaultScreen));
const reach = { first: 12, second: 8 };

const lossAt = (loss: LossName, first: number, second: number, bias: number) =>
  mean(losses[loss](logitsOf(problem, weightsFrom([first, second, bias])), problem.targets)).item();

test("cells go row by row from the corner of smallest slopes", () => {
  expect(middleOf(0, 0, { columns: 12, rows: 8 }, reach)).toEqual([-11, -7]);
  expect(middleOf(11, 7, { columns: 12, rows: 8 }, reach)).toEqual([11, 7]);
});

test.each(lossNames)("heights and descents are those of the loss itself: %s", (loss) => {
  const { heights, descents } = survey(problem, loss, 1.5, reach);
  expect(heights).toHaveLength(fineCells.columns * fineCells.rows);
  expect(descents).toHaveLength(2 * coarseCells.columns * coarseCells.rows);
  for (const [column, row] of [
    [0, 0],
    [30, 20],
    [35, 26],
  ] as const) {
    const [first, second] = middleOf(column, row, fineCells, reach);
    expect(heights[row * fineCells.columns + column]).toBeCloseTo(lossAt(loss, first, second, 1.5), 12);
  }
  const [first, second] = middleOf(7, 5, coarseCells, reach);
  const step = 1e-5;
  const cell = 2 * (5 * coarseCells.columns + 7);
  const along = (dx: number, dy: number) => lossAt(loss, first + dx, second + dy, 1.5);
  expect(descents[cell]).toBeCloseTo((along(-step, 0) - along(step, 0)) / (2 * step), 8);
  expect(descents[cell + 1]).toBeCloseTo((along(0, -step) - along(0, step)) / (2 * step), 8);
});
