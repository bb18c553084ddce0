import { expect, test } from "vitest";
import { drawPoints } from "../../src/model/points.ts";
import { problemOf } from "../../src/model/problem.ts";
import { nextEpoch, snapshotOf, startRun, type Snapshot } from "../../src/model/run.ts";
import { defaultScreen, type LossName, type RaceSettings } from "../../src/model/screen.ts";
import { troubleOf } from "../../src/model/trouble.ts";
import { history } from "../history.ts";

const problem = problemOf(drawPoints(defaultScreen));

function train(loss: LossName, settings: Partial<RaceSettings>, epochs: number): Snapshot[] {
  let run = startRun(loss, { ...defaultScreen, ...settings });
  const snapshots = [snapshotOf(problem, run)];
  while (run.epoch < epochs) {
    run = nextEpoch(problem, run);
    snapshots.push(snapshotOf(problem, run));
  }
  return snapshots;
}

test.each([
  ["crossEntropy", { start: "wrong", rate: 0.5 }],
  ["squaredError", { start: "wrong", rate: 0.5 }],
  ["crossEntropy", { start: "wrong", rate: 0.5, optimizer: "momentum" }],
  ["crossEntropy", { start: "zero", rate: 10 }],
  ["crossEntropy", { start: "zero", rate: 0.1, optimizer: "adam" }],
] as const)("no trouble: %s %o", (loss, settings) => {
  const snapshots = train(loss, settings, 150);
  for (const epoch of [0, 1, 20, 60, 100, 150]) expect(troubleOf(loss, snapshots.slice(0, epoch + 1))).toBeUndefined();
});

test("a far too large learning rate with momentum diverges", () => {
  expect(troubleOf("crossEntropy", train("crossEntropy", { start: "zero", rate: 50, optimizer: "momentum" }, 70))).toBe(
    "diverged",
  );
});

test("a too large learning rate makes the loss go up and down", () => {
  expect(troubleOf("crossEntropy", train("crossEntropy", { start: "wrong", rate: 50 }, 100))).toBe("unsteady");
});

test("what is no number is said, whichever it is", () => {
  expect(troubleOf("crossEntropy", history([{}, { crossEntropy: Number.NaN }]))).toBe("notFinite");
  expect(troubleOf("squaredError", history([{}, { slopes: [Number.POSITIVE_INFINITY, 0] }]))).toBe("notFinite");
});

test("a run that has not begun has no trouble", () => {
  expect(troubleOf("crossEntropy", [])).toBeUndefined();
});
