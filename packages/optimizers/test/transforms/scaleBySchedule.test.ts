import { expect, test } from "vitest";
import { scaleBySchedule } from "../../src/index.ts";
import { trajectory } from "../optimizers/pytorch.ts";

test("a number, or a function of the steps taken", () => {
  expect(trajectory(scaleBySchedule(0.5), 0, [1, 1])).toEqual([-0.5, -1]);
  expect(
    trajectory(
      scaleBySchedule((step) => 2 ** -step),
      0,
      [1, 1, 1],
    ),
  ).toEqual([-1, -1.5, -1.75]);
});
