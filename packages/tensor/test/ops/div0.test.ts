import { expect, test } from "vitest";
import { div0 } from "../../src/index.ts";
import { f64 } from "../support.ts";

test("0 over anything is 0", () => {
  expect(div0(f64(0, 0, 1, 0), f64(0, Number.NaN, 4, Infinity)).toArray()).toEqual([0, 0, 0.25, 0]);
});
