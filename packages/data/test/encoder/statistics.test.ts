import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { statisticsOf } from "../../src/encoder/statistics.ts";

const of = (...values: number[]) => statisticsOf(Float64Array.from(values));

test("the population's standard deviation", () => {
  expect(of(2, 4, 4, 4, 5, 5, 7, 9)).toEqual({ mean: 5, std: 2 });
});

test("a gap counts as a row that deviates by 0", () => {
  const { mean, std } = of(1, Number.NaN, 3, Number.NaN);
  expect([mean, std ** 2]).toEqual([2, expect.closeTo(0.5, 15)]);
});

describe("where a plain sum loses its digits", () => {
  test("one that nearly cancels", () => {
    expect(of(1e16, 1, -1e16).mean).toBe(1 / 3);
  });

  test("far from 0, the variance of a shifted column is the same", () => {
    // NIST's StRD NumAcc4: 10,000,000.2 and 1001 values of ± 0.1 about it; its sample deviation is 0.1 exactly.
    const values = Float64Array.from({ length: 1001 }, (_, i) =>
      i === 0 ? 10000000.2 : i % 2 === 1 ? 10000000.1 : 10000000.3,
    );
    const { mean, std } = statisticsOf(values);
    // Within the distance of neighbouring doubles there.
    expect(Math.abs(mean - 10000000.2)).toBeLessThan(2e-9);
    expect(Math.abs(std * Math.sqrt(1001 / 1000) - 0.1)).toBeLessThan(1e-9);
  });

  test("squares beyond the range of doubles", () => {
    expect(of(-3e200, 3e200).std).toBe(3e200);
    expect(of(-3e-200, 3e-200).std).toBe(3e-200);
    expect(of(-5e-324, 5e-324).std).toBe(5e-324);
    expect(of(0, 0, 0, 0, 0, 0, 0, 0, 5e-324)).toEqual({ mean: 0, std: 1 });
  });

  test("a constant column is its own mean, and not divided by rounding errors", () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.integer({ min: 1, max: 50 }),
        (value, count) => {
          expect(statisticsOf(new Float64Array(count).fill(value))).toEqual({ mean: value, std: 1 });
        },
      ),
    );
  });
});

test("without values: mean 0, std 1", () => {
  expect(of(Number.NaN, Number.NaN)).toEqual({ mean: 0, std: 1 });
  expect(of()).toEqual({ mean: 0, std: 1 });
});
