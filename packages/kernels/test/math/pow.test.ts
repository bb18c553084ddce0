import { describe, expect, it } from "vitest";
import { f32x4, f64x2, guardedPower, pow } from "@surprisal/kernels";
import { elementwise } from "../elementwise.ts";
import * as reference from "../reference.ts";

const special = [0, 1, 2, 3, 0.5, 1.5, 2.5, 7, 2 ** 53, 2 ** 53 + 2, 1e-20, 1e-40, 1e308, 5e-324, Infinity, NaN];
const both = [...special, ...special.map((x) => -x)];
const pairs = both.flatMap((x) => both.map((c) => [x, c] as const));

/** Pairs whose power is finite: moderate numbers, and numbers near 1 to a high power. */
const ordinary = Array.from({ length: 150 }, (_, i): readonly [number, number] => {
  const part = (i * 0.6180339887498949) % 1;
  const x = [part * 4, 1 + (part - 0.5) * 1e-3, 2 ** ((part - 0.5) * 120), part * 1e-310][i % 4] as number;
  const c = [(part - 0.3) * 60, (part - 0.4) * 1e5, part * 2, part][i % 4] as number;
  return [x === 0 ? 1 : x, c];
});

describe.each([false, true])("relaxed %s", (relaxed) => {
  it("what JavaScript says of 0, infinities, NaN and negative numbers, float64", () => {
    const found = elementwise(
      pow,
      f64x2,
      relaxed,
    )(
      Float64Array.from(pairs, ([x]) => x),
      Float64Array.from(pairs, ([, c]) => c),
    );
    for (const [i, [x, c]] of pairs.entries()) {
      const [y, expected] = [found[i] as number, x ** c];
      // Of finite powers only the sign: their digits are the next test's.
      if (Number.isFinite(expected) && expected !== 0)
        expect([x, c, Math.sign(y)]).toEqual([x, c, Math.sign(expected)]);
      else expect([x, c, y]).toEqual([x, c, expected]);
    }
  });

  it("float32 is rounded right, nearly always", () => {
    const inputs = [...pairs, ...ordinary].map(([x, c]) => [Math.fround(x), Math.fround(c)] as const);
    const found = elementwise(
      pow,
      f32x4,
      relaxed,
    )(
      Float32Array.from(inputs, ([x]) => x),
      Float32Array.from(inputs, ([, c]) => c),
    );
    for (const [i, [x, c]] of inputs.entries()) expect([x, c, found[i]]).toEqual([x, c, Math.fround(x ** c)]);
  });

  it("float64 is within 1 unit of the last place", () => {
    const found = elementwise(
      pow,
      f64x2,
      relaxed,
    )(
      Float64Array.from(ordinary, ([x]) => x),
      Float64Array.from(ordinary, ([, c]) => c),
    );
    for (const [i, [x, c]] of ordinary.entries()) {
      const expected = reference.pow(reference.real(x), reference.real(c));
      expect(reference.ulps(found[i] as number, expected, 52, -1022), `${x} ** ${c}`).toBeLessThanOrEqual(1);
    }
  });
});

it("the guarded power is 0 where 0 has a negative exponent, and pow elsewhere", () => {
  const inputs = [Float64Array.of(0, -0, 4, 0, Infinity, 0), Float64Array.of(-0.5, -1, -0.5, 2, -1, 0)];
  expect([...elementwise(guardedPower, f64x2)(...inputs)]).toEqual([0, 0, 0.5, 0, 0, 1]);
});
