import type { Loss } from "@surprisal/contract";
import * as losses from "@surprisal/losses";
import { describe, expect, test } from "vitest";
import { noiseCurveOf } from "../../../src/gallery/noise/noiseCurve.ts";

// A loss with parameters of its own is still a loss; only `with` is narrower.
const curve = (loss: unknown): number[] => noiseCurveOf(loss as Loss)?.points.map(({ score }) => score) ?? [];

describe("fits to wrong targets", () => {
  test("of a bounded loss stand more wrong labels than cross-entropy's", () => {
    const [clean = 0, , , , noisy = 0] = curve(losses.probabilityAbsoluteError);
    const [otherClean = 0, , , , otherNoisy = 0] = curve(losses.crossEntropy);
    expect(clean).toBeCloseTo(otherClean, 1);
    expect(noisy).toBeGreaterThan(otherNoisy + 0.05);
  });

  test("of the absolute error stand more outliers than the squared error's, whose line is lifted by their mean", () => {
    expect(curve(losses.absoluteError).at(-1)).toBeLessThan(0.5);
    expect(curve(losses.squaredError).at(-1)).toBeGreaterThan(2);
  });

  test("are made for losses of labels and residuals only", () => {
    expect(curve(losses.hinge)).toHaveLength(5);
    expect(curve(losses.binaryCrossEntropy)).toHaveLength(5);
    for (const other of [losses.halfPoissonDeviance, losses.coral, losses.arcface, losses.tripletMargin, losses.dice])
      expect(curve(other), other.lossName).toEqual([]);
  });
});
