import { expect, test } from "vitest";
import { epochOf, targetsFor } from "../../src/model/milestones.ts";
import { history } from "../history.ts";

test("targets are a little less than the best, in round figures", () => {
  expect(targetsFor({ accuracy: 0.9345, crossEntropy: 0.1645, brierScore: 0.0499 })).toEqual({
    accuracy: 0.92,
    crossEntropy: 0.18,
    brierScore: 0.055,
  });
});

test("the first epoch that is as good as the target", () => {
  const rising = history([0.3, 0.91, 0.92, 0.9, 0.93].map((accuracy) => ({ accuracy })));
  expect(epochOf(rising, "accuracy", 0.92)).toBe(2);
  expect(epochOf(rising, "accuracy", 0.2)).toBe(0);
  expect(epochOf(rising, "accuracy", 0.94)).toBeUndefined();
  const falling = history([0.7, 0.3, 0.18, 0.2].map((crossEntropy) => ({ crossEntropy })));
  expect(epochOf(falling, "crossEntropy", 0.18)).toBe(2);
  expect(epochOf([], "crossEntropy", 0.18)).toBeUndefined();
});
