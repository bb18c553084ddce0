import { expect, test } from "vitest";
import { drawPoints } from "../../src/model/points.ts";
import { defaultScreen, type Pair } from "../../src/model/screen.ts";
import type { Snapshot } from "../../src/model/run.ts";
import { createService } from "../../src/worker/service.ts";

const points = drawPoints(defaultScreen);

/** The given number of epochs, in as many answers as it takes. */
function advance(service: ReturnType<typeof createService>, epochs: number): Pair<Snapshot[]> {
  const all = { crossEntropy: [] as Snapshot[], squaredError: [] as Snapshot[] };
  while (all.crossEntropy.length < epochs) {
    const passed = service.advance(epochs - all.crossEntropy.length);
    expect(passed.crossEntropy.length).toBeGreaterThan(0);
    all.crossEntropy.push(...passed.crossEntropy);
    all.squaredError.push(...passed.squaredError);
  }
  return all;
}

test("both runs start from the same weights", () => {
  const { targets, snapshots } = createService().start(points, defaultScreen);
  expect(snapshots.crossEntropy).toEqual(snapshots.squaredError);
  expect(snapshots.crossEntropy).toMatchObject({ epoch: 0, slopes: [-6, 5], bias: 4 });
  expect(targets).toEqual({ accuracy: 0.92, crossEntropy: 0.18, brierScore: 0.055 });
});

test("epochs follow each other without a gap, however they are asked for", () => {
  const [once, often] = [createService(), createService()];
  once.start(points, defaultScreen);
  often.start(points, defaultScreen);
  const whole = advance(once, 30);
  const parts = [1, 2, 27].map((epochs) => advance(often, epochs));
  expect(parts.flatMap(({ squaredError }) => squaredError)).toEqual(whole.squaredError);
  expect(whole.crossEntropy.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
});

test("an answer takes no longer than the page can wait", () => {
  const service = createService();
  service.start(points, defaultScreen);
  expect(service.advance(1_000_000).crossEntropy.length).toBeLessThan(5000);
});

test("a race that was not started cannot go on", () => {
  expect(() => createService().advance(1)).toThrow("advance: no race was started");
});
