import { tensor } from "@surprisal/tensor";
import { expect, test } from "vitest";
import { clipByValue } from "../../src/index.ts";

test("worked values, NaN and infinities among them", () => {
  const gradient = tensor([-7, -2, -0.5, 0, 1.5, 2.5, Infinity, -Infinity, Number.NaN]);
  const { update } = clipByValue(2).update(gradient, [null], gradient);
  expect(update.toArray()).toEqual([-2, -2, -0.5, 0, 1.5, 2, 2, -2, Number.NaN]);
});
