import { describe, expect, it } from "vitest";
import { check } from "../../src/harness/check.ts";

const reference = { value: [2], gradient: [1, -4, 0] };
const tolerances = { value: 1e-6, gradient: 1e-6 };

describe("check", () => {
  it("takes what is equal", () => {
    const result = { value: Float32Array.of(2), gradient: Float64Array.of(1, -4, 0) };
    expect(check(result, reference, tolerances)).toEqual({
      isRight: true,
      errors: { value: 0, gradient: 0 },
      tolerances,
    });
  });

  it("measures by the largest entry, and catches one wrong element of many", () => {
    const gradient = [1, -4, 4e-3];
    const { isRight, errors } = check({ value: [2], gradient }, reference, tolerances);
    expect(isRight).toBe(false);
    expect(errors["gradient"]).toBeCloseTo(1e-3, 12);
    expect(check({ value: [2], gradient }, reference, { ...tolerances, gradient: 1.1e-3 }).isRight).toBe(true);
  });

  it.each([
    ["a NaN", { value: [2], gradient: [1, Number.NaN, 0] }],
    ["an array that is too short", { value: [2], gradient: [1, -4] }],
    ["an array that is missing", { gradient: [1, -4, 0] }],
  ])("catches %s", (_, result) => {
    const { isRight, errors } = check(result, reference, tolerances);
    expect(isRight).toBe(false);
    expect(Object.values(errors)).toContain(Number.POSITIVE_INFINITY);
  });

  it("takes NaN and infinities where the reference has them, and nowhere else", () => {
    const odd = { value: [Number.NaN, Number.POSITIVE_INFINITY] };
    expect(check(odd, odd, { value: 0 }).isRight).toBe(true);
    expect(check({ value: [Number.NaN, Number.NEGATIVE_INFINITY] }, odd, { value: 1 }).isRight).toBe(false);
  });

  it("knows nothing right without a tolerance", () => {
    expect(check(reference, reference, { value: 1 }).isRight).toBe(false);
  });
});
