import type { Loss } from "@surprisal/contract";
import { grad, tensor, type Tensor } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import * as losses from "../src/index.ts";
import { ofClasses } from "./ofClasses.ts";

// A class whose logit is −Infinity is as if it were not there.

const kept = [0.5, 2, -1.25, -3, 0.25, 1];
const masked = [0.5, 2, -Infinity, -1.25, -3, -Infinity, 0.25, 1, -Infinity];
const classes = Int32Array.of(1, 0, 0);
const withMask = tensor(Float64Array.from(masked), { shape: [3, 3] });
const without = tensor(Float64Array.from(kept), { shape: [3, 2] });

const plain = ofClasses.filter(
  ([, { parameters, prediction, classCount }]) =>
    // Numbers of each class stay as they are; logits of thresholds are not of classes.
    prediction === "logits" &&
    classCount(3) === 3 &&
    !["counts", "prior", "transition"].some((name) => name in parameters),
);

/** Smoothing that leaves masked classes out. */
const smoothed = [
  losses.crossEntropy.with({ labelSmoothing: 0.1, maskedClasses: "excluded" }),
  losses.crossEntropy.with({ labelSmoothing: 0.1, maskedClasses: "excluded", smoothOver: "others" }),
  losses.biTemperedLogistic.with({ labelSmoothing: 0.1, maskedClasses: "excluded" }),
].map((loss) => [`${loss.lossName}, smoothed`, loss as unknown as Loss] as const);

describe("a masked class", () => {
  test.each([...plain, ...smoothed])("%s", (_, loss) => {
    const slopes = (z: Tensor): number[] => Array.from(grad((x: Tensor) => loss.sum(x, classes))(z).data);
    const close = (expected: number): unknown => (Number.isFinite(expected) ? expect.closeTo(expected, 13) : expected);
    expect(loss(withMask, classes).toArray()).toEqual(Array.from(loss(without, classes).data, close));
    expect(slopes(withMask).filter((__, i) => i % 3 < 2)).toEqual(slopes(without).map(close));
    expect(slopes(withMask).filter((__, i) => i % 3 === 2)).toEqual([0, 0, 0]);
  });
});

describe("of one class alone there is nothing to learn", () => {
  // These are not 0 where p is 1, or weigh more than p.
  const offset: Readonly<Record<string, number>> = { asymmetricExponential: Math.exp(-1), crossEntropyWithZLoss: 4e-4 };
  const one = tensor(Float64Array.of(2), { shape: [1, 1] });

  test.each(plain)("%s", (name, loss) => {
    expect(loss(one, [0]).item()).toBeCloseTo(offset[name] ?? 0, 15);
    const slope = grad((z: Tensor) => loss.sum(z, [0]))(one).item();
    expect(slope).toBeCloseTo(name === "crossEntropyWithZLoss" ? 4e-4 : 0, 15);
  });
});
