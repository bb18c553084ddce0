import { expect, test } from "vitest";
import { softmax, sum, tensor } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("sums to 1 along its axis", () => {
  expect(sum(softmax(f64(1, 2, 3))).item()).toBeCloseTo(1, 15);
  expect(softmax(f64(1, 2, 3)).data[2]).toBeCloseTo(0.6652409557748219, 15);
  expect(
    softmax(
      tensor([
        [5, 5],
        [5, 5],
      ]),
      { axis: 0 },
    ).toArray(),
  ).toEqual([
    [0.5, 0.5],
    [0.5, 0.5],
  ]);
  expect(softmax(f64(1e4, 0)).toArray()).toEqual([1, 0]);
});
