import { expect, it } from "vitest";
import { f32x4, f64x2, logAddExp } from "@surprisal/kernels";
import { elementwise } from "../elementwise.ts";
import * as reference from "../reference.ts";

it.each([f32x4, f64x2])("at the corners, $name", (lanes) => {
  const a = Float64Array.of(Infinity, -Infinity, Infinity, -Infinity, 1000, NaN, 3, NaN);
  const b = Float64Array.of(Infinity, -Infinity, -Infinity, 5, -1000, 1, NaN, Infinity);
  expect([...elementwise(logAddExp, lanes)(a, b)]).toEqual([Infinity, -Infinity, Infinity, 5, 1000, NaN, NaN, NaN]);
});

it("is within 2 units of the last place where both have one sign", () => {
  const a = Float64Array.from({ length: 100 }, (_, i) => i / 3);
  const b = Float64Array.from({ length: 100 }, (_, i) => (i * 7919) % 41);
  const found = elementwise(logAddExp, f64x2)(a, b);
  for (const [i, x] of a.entries()) {
    const expected = reference.logAddExp(reference.real(x), reference.real(b[i] as number));
    expect(reference.ulps(found[i] as number, expected, 52, -1022), `${x}, ${b[i]}`).toBeLessThanOrEqual(2);
  }
});
