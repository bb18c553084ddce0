import { generator } from "@surprisal/tensor";
import { expect, test } from "vitest";
import { descend } from "../../../src/losses/traits/descend.ts";

type Point = readonly number[];

test("finds the least values of several functions at once, smooth or not", () => {
  const functions = [
    ([x = 0, y = 0]: Point): number => (x - 3) ** 2 + (y + 1) ** 2 + 5,
    ([x = 0, y = 0]: Point): number => Math.abs(x) + 2 * Math.abs(y - 1),
  ];
  const found = descend(
    (points) => points.map((point, i) => functions[i]?.(point) ?? Infinity),
    [
      [0, 0],
      [4, 4],
    ],
    generator(1),
    { iterations: 300 },
  );
  expect(found[0]?.value).toBeCloseTo(5, 10);
  expect(found[0]?.at[0]).toBeCloseTo(3, 5);
  expect(found[0]?.at[1]).toBeCloseTo(-1, 5);
  expect(found[1]?.value).toBeCloseTo(0, 3);
});

test("goes on where there is no least value, and keeps away from where there is none at all", () => {
  const measure = (points: readonly Point[]): number[] => points.map(([x = 0]) => (x > 1 ? Number.NaN : x));
  const [fallen] = descend(measure, [[0]], generator(2), { iterations: 100 });
  expect(fallen?.value).toBeLessThan(-1e6);
  const [stays] = descend((points) => points.map(([x = 0]) => (x > 1 ? Number.NaN : -x)), [[0]], generator(3), {
    iterations: 200,
  });
  expect(stays?.value).toBeCloseTo(-1, 6);
});

test("stays in the region to which it is brought back", () => {
  const [found] = descend((points) => points.map(([x = 0]) => x * x), [[5]], generator(4), {
    iterations: 200,
    project: ([x = 0]) => [Math.max(2, x)],
  });
  expect(found).toEqual({ at: [2], value: 4 });
});
