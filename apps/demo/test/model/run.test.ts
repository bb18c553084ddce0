import { expect, test } from "vitest";
import { bestFit } from "../../src/model/bestFit.ts";
import { drawPoints } from "../../src/model/points.ts";
import { problemOf } from "../../src/model/problem.ts";
import { nextEpoch, snapshotOf, startRun } from "../../src/model/run.ts";
import { defaultScreen, type LossName } from "../../src/model/screen.ts";

const points = drawPoints(defaultScreen);
const problem = problemOf(points);

/** Gradient descent written out by hand, number by number. */
function byHand(loss: LossName, epochs: number): [number, number, number] {
  const { features, labels } = points;
  const weights: [number, number, number] = [-6, 5, 4];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const slope = [0, 0, 0];
    for (const [i, y] of labels.entries()) {
      const x = [features[2 * i] ?? 0, features[2 * i + 1] ?? 0, 1];
      const p = 1 / (1 + Math.exp(-x.reduce((z, each, j) => z + each * (weights[j] ?? 0), 0)));
      const pull = loss === "crossEntropy" ? p - y : 2 * (p - y) * p * (1 - p);
      for (const [j, each] of x.entries()) slope[j] = (slope[j] ?? 0) + (pull * each) / labels.length;
    }
    for (const j of [0, 1, 2] as const) weights[j] -= defaultScreen.rate * (slope[j] ?? 0);
  }
  return weights;
}

test.each(["crossEntropy", "squaredError"] as const)("training by the packages is training by hand: %s", (loss) => {
  let run = startRun(loss, defaultScreen);
  for (let epoch = 0; epoch < 100; epoch++) run = nextEpoch(problem, run);
  const { epoch, slopes, bias } = snapshotOf(problem, run);
  const [first, second, third] = byHand(loss, 100);
  expect(epoch).toBe(100);
  expect(slopes[0]).toBeCloseTo(first, 10);
  expect(slopes[1]).toBeCloseTo(second, 10);
  expect(bias).toBeCloseTo(third, 10);
});

test("from zero every yardstick is that of no opinion", () => {
  const { accuracy, crossEntropy, brierScore } = snapshotOf(
    problem,
    startRun("crossEntropy", { ...defaultScreen, start: "zero" }),
  );
  expect(accuracy).toBe(0.5);
  expect(crossEntropy).toBeCloseTo(Math.LN2, 14);
  expect(brierScore).toBe(0.25);
});

test("the optimizers differ, and each goes down", () => {
  const after = (["gradientDescent", "momentum", "adam"] as const).map((optimizer) => {
    let run = startRun("crossEntropy", { ...defaultScreen, optimizer });
    for (let epoch = 0; epoch < 10; epoch++) run = nextEpoch(problem, run);
    return snapshotOf(problem, run).crossEntropy;
  });
  const start = snapshotOf(problem, startRun("crossEntropy", defaultScreen)).crossEntropy;
  for (const value of after) expect(value).toBeLessThan(start);
  expect(new Set(after).size).toBe(3);
});

test("no run gets below the best fit, and cross-entropy comes near it", () => {
  let run = startRun("crossEntropy", { ...defaultScreen, start: "zero", rate: 5 });
  for (let epoch = 0; epoch < 400; epoch++) run = nextEpoch(problem, run);
  const best = bestFit(problem);
  const reached = snapshotOf(problem, run).crossEntropy;
  expect(reached).toBeGreaterThanOrEqual(best.crossEntropy - 1e-10);
  expect(reached - best.crossEntropy).toBeLessThan(1e-6);
});
