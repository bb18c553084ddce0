import { expect, test } from "vitest";
import { logSigmoid } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("both tails", () => {
  expect(logSigmoid(f64(-100, -1e4)).toArray()).toEqual([-100, -10000]);
  expect(logSigmoid(f64(0)).item()).toBeCloseTo(-Math.LN2, 15);
  expect(logSigmoid(f64(50)).item()).toBe(-Math.exp(-50));
});
