import { broadcastShapes } from "@surprisal/tensor";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  between,
  broadcastableShapes,
  classIndices,
  distributions,
  logits,
  probabilities,
  reals,
  shapes,
  tensorsOf,
} from "../../src/index.ts";

const sample = <T>(arbitrary: fc.Arbitrary<T>): T[] => fc.sample(arbitrary, { numRuns: 2000, seed: 1 });

test("reals meet ordinary numbers, ties, extremes and subnormals; ∞ and NaN where asked for", () => {
  const drawn = sample(reals());
  expect(drawn.every((x) => Math.abs(x) <= 1e4)).toBe(true);
  expect(drawn.filter((x) => Math.abs(x) > 1 && Math.abs(x) < 8).length).toBeGreaterThan(600);
  for (const special of [0, 1e4, -1e4, 2 ** -1023]) expect(drawn).toContain(special);
  expect(drawn.filter(Number.isInteger).length).toBeGreaterThan(200);
  const all = sample(reals({ infinities: true, nan: true }));
  expect(all).toContain(Infinity);
  expect(all.some(Number.isNaN)).toBe(true);
});

test("reals of float32 are exact in it", () => {
  const drawn = sample(reals({ dtype: "float32", extent: 50 }));
  expect(drawn.every((x) => Math.fround(x) === x && Math.abs(x) <= 50)).toBe(true);
  expect(drawn).toContain(2 ** -127);
});

test("between stays inside and reaches nearly all of the interval", () => {
  const drawn = sample(between(2, 3));
  expect(Math.min(...drawn)).toBeGreaterThan(2);
  expect(Math.min(...drawn)).toBeLessThan(2.05);
  expect(Math.max(...drawn)).toBeLessThan(3);
  expect(Math.max(...drawn)).toBeGreaterThan(2.95);
});

test("distributions sum to 1, and some have zeros unless they are asked to be interior", () => {
  const drawn = sample(distributions(3));
  for (const row of drawn) expect(row.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
  expect(drawn.filter((row) => row.includes(0)).length).toBeGreaterThan(100);
  expect(drawn.filter((row) => row.includes(1)).length).toBeGreaterThan(50);
  expect(sample(distributions(3, { interior: true })).every((row) => row.every((p) => p > 0))).toBe(true);
});

test("probabilities, classes and logits are what they are called", () => {
  const drawn = sample(probabilities());
  expect(drawn).toContain(0);
  expect(drawn).toContain(1);
  expect(sample(probabilities({ interior: true })).every((p) => p > 0 && p < 1)).toBe(true);
  expect(new Set(sample(classIndices(3)))).toEqual(new Set([0, 1, 2]));
  expect(sample(logits(3)).filter(([a, b, c]) => a === b && b === c).length).toBeGreaterThan(50);
});

test("shapes keep their bounds, and broadcastable ones broadcast", () => {
  expect(sample(shapes({ minimumRank: 1, maximumRank: 2, minimumExtent: 0 })).some((shape) => shape.includes(0))).toBe(
    true,
  );
  const pairs = sample(broadcastableShapes(2));
  for (const [a, b] of pairs) expect(() => broadcastShapes("pair", a ?? [], b ?? [])).not.toThrow();
  expect(pairs.filter(([a, b]) => JSON.stringify(a) !== JSON.stringify(b)).length).toBeGreaterThan(1000);
});

test("tensors have the shape and dtype asked for and print their values in a counterexample", () => {
  const [x] = fc.sample(tensorsOf([2, 2], fc.constant(0.5), "float32"), 1);
  expect(x?.shape).toEqual([2, 2]);
  expect(x?.dtype).toBe("float32");
  expect(fc.stringify(x)).toBe("float32 [2,2] [0.5, 0.5, 0.5, 0.5]");
});
