import { describe, expect, test } from "vitest";
import { gaussianNegativeLogLikelihood, studentTNegativeLogLikelihood } from "../src/index.ts";

describe("studentTNegativeLogLikelihood", () => {
  test("has its constant to all digits", () => {
    const constant = (degreesOfFreedom: number): number =>
      studentTNegativeLogLikelihood.with({ degreesOfFreedom })(Float64Array.of(0), Float64Array.of(0)).item();
    // The densities at 0: 1/π, 1/(2√2), 2/(π√3), 3/8, 8/(3π√5).
    expect(constant(1)).toBeCloseTo(Math.log(Math.PI), 14);
    expect(constant(2)).toBeCloseTo(Math.log(2 * Math.SQRT2), 14);
    expect(constant(3)).toBeCloseTo(Math.log((Math.PI * Math.sqrt(3)) / 2), 14);
    expect(constant(4)).toBeCloseTo(Math.log(8 / 3), 14);
    expect(constant(5)).toBeCloseTo(Math.log((3 * Math.PI * Math.sqrt(5)) / 8), 14);
    // A difference of two log Γ of size 1e16 would be off by ones.
    expect(constant(1e15)).toBeCloseTo(Math.log(2 * Math.PI) / 2, 13);
  });

  test("comes to the normal distribution", () => {
    const errors = Float64Array.of(0, 0.5, -2, 5);
    const zeros = new Float64Array(4);
    const normal = gaussianNegativeLogLikelihood.with({ full: true })(errors, zeros);
    const student = studentTNegativeLogLikelihood.with({ degreesOfFreedom: 1e12 })(errors, zeros);
    for (const [i, each] of student.data.entries()) expect(each).toBeCloseTo(normal.data[i] ?? Number.NaN, 9);
  });
});
