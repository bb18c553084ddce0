import { f64x2, lgamma } from "@surprisal/kernels";
import { describe, expect, it } from "vitest";
import { staysWithin } from "../accuracy.ts";
import { elementwise } from "../elementwise.ts";
import * as reference from "../reference.ts";

const inDouble = elementwise(lgamma, f64x2);

staysWithin(lgamma, {
  single: (x) => inDouble(Float64Array.of(x))[0] as number,
  double: reference.lgamma,
  range: [5e-324, 1e300],
  corners: [
    [0, Infinity],
    [-0, Infinity],
    [1, 0],
    [2, 0],
    [-1, Infinity],
    [-7, Infinity],
    [-8, Infinity],
    [-1e6, Infinity],
    [-Infinity, Infinity],
    [Infinity, Infinity],
    [NaN, NaN],
  ],
  isAbsoluteBelowOne: true,
});

describe("lgamma", () => {
  const ulps = (x: number, y: number): number => reference.ulps(y, reference.lgamma(reference.real(x)), 52, 0);

  it("is right beside poles, between them, and where it crosses 0 there", () => {
    const inputs = Array.from({ length: 60 }, (_, n) =>
      [-1e-300, -1e-17, -1e-9, 1e-12, 0.01, 0.25, 0.5, 0.9].map((d) => d - n),
    )
      .flat()
      .filter((x) => !Number.isInteger(x));
    // Zeros lie at −n ± 1/n!, or nearly so.
    const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
    const crossings = Array.from({ length: 16 }, (_, n) => [1, -1].map((sign) => -(n + 3) + sign / factorial(n + 3)))
      .flat()
      .filter((x) => !Number.isInteger(x));
    const all = Float64Array.of(...inputs, ...crossings, -2.4570247382208006, -2.7476826467274127, -5.008218168440201);
    const found = inDouble(all);
    expect(Math.max(...Array.from(all, (x, i) => ulps(x, found[i] as number)))).toBeLessThan(2);
  });

  it("is right where numbers begin to be taken as they are, and from 0 to 8", () => {
    const all = Float64Array.from({ length: 300 }, (_, i) => (i < 200 ? (i + 0.37) / 25 : 7.99 + i / 1e4));
    const found = inDouble(all);
    expect(Math.max(...Array.from(all, (x, i) => ulps(x, found[i] as number)))).toBeLessThan(2);
  });

  it("overflows where Γ's logarithm does", () => {
    expect([...inDouble(Float64Array.of(2.5e305, 2.6e305, 1.7e308))]).toEqual([
      expect.closeTo(1.7555e308, -304),
      Infinity,
      Infinity,
    ]);
  });
});
