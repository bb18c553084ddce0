import { expect, test } from "vitest";
import { drawPoints } from "../../src/model/points.ts";
import { defaultScreen } from "../../src/model/screen.ts";
import { compareStarts } from "../../src/state/comparison.ts";
import { directClient, raceTo } from "../direct.ts";

test("both starts, run side by side, end where each ends alone", async () => {
  const shares: number[] = [];
  const clients = { wrong: directClient(), zero: directClient() };
  const { targets, rows } = await compareStarts(clients, drawPoints(defaultScreen), defaultScreen, 100, (share) =>
    shares.push(share),
  );
  expect(targets).toEqual({ accuracy: 0.92, crossEntropy: 0.18, brierScore: 0.055 });
  const [wrong, zero] = [raceTo(100).at, raceTo(100, { start: "zero" }).at];
  expect(rows).toEqual([
    { start: "wrong", loss: "crossEntropy", accuracyAt: 78, crossEntropyAt: undefined, end: wrong.crossEntropy },
    { start: "wrong", loss: "squaredError", accuracyAt: undefined, crossEntropyAt: undefined, end: wrong.squaredError },
    { start: "zero", loss: "crossEntropy", accuracyAt: 1, crossEntropyAt: 34, end: zero.crossEntropy },
    { start: "zero", loss: "squaredError", accuracyAt: 1, crossEntropyAt: undefined, end: zero.squaredError },
  ]);
  expect(shares.at(-1)).toBe(1);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
});
