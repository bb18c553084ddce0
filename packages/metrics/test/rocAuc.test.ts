import fc from "fast-check";
import { expect, test } from "vitest";
import { rocAuc } from "../src/index.ts";
import { reversed, scored } from "./rows.ts";

test("scikit-learn's example", () => {
  expect(rocAuc(Float64Array.of(0.1, 0.4, 0.35, 0.8), Int32Array.of(0, 0, 1, 1))).toBe(0.75);
});

test("1 for a perfect order, 0 for its reverse, 1/2 for one score only", () => {
  expect(rocAuc([1, 2, 3, 4], [0, 0, 1, 1])).toBe(1);
  expect(rocAuc([4, 3, 2, 1], [0, 0, 1, 1])).toBe(0);
  expect(rocAuc([7, 7, 7, 7, 7], [0, 1, 0, 1, 1])).toBe(0.5);
});

test("infinite scores have their place, and −0 ties with 0", () => {
  const inf = Number.POSITIVE_INFINITY;
  expect(rocAuc([-inf, 0, inf, inf], [0, 1, 0, 1])).toBe(0.625);
  expect(rocAuc([-0, 0, 0, -0], [0, 0, 1, 1])).toBe(0.5);
});

test("the share of pairs in order, a tie half; turned round by turned scores; in any order of the rows", () => {
  fc.assert(
    fc.property(scored, ({ scores, positive }) => {
      let pairs = 0;
      let wins = 0;
      scores.forEach((a, i) => {
        scores.forEach((b, j) => {
          if (positive[i] !== 1 || positive[j] !== 0) return;
          pairs += 1;
          wins += a > b ? 1 : a === b ? 0.5 : 0;
        });
      });
      expect(rocAuc(scores, positive)).toBe(wins / pairs);
      expect(
        rocAuc(
          scores.map((score) => -score),
          positive,
        ),
      ).toBeCloseTo(1 - wins / pairs, 12);
      expect(
        rocAuc(
          scores.map((score) => Math.exp(3 * score)),
          positive,
        ),
      ).toBe(wins / pairs);
      expect(rocAuc(reversed(scores), reversed(positive))).toBe(wins / pairs);
    }),
  );
});

test("a million rows in order of their scores", () => {
  const count = 1_000_000;
  const scores = new Float64Array(count).map((_, i) => i);
  // Every second row is positive, each above its own negative and all before it: (n/2 + 1) / n of the pairs.
  expect(
    rocAuc(
      scores,
      new Int32Array(count).map((_, i) => i % 2),
    ),
  ).toBeCloseTo(0.500001, 12);
});
