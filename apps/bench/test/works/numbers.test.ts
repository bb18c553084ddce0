import { expect, it } from "vitest";
import { classes, normals } from "../../src/data.ts";
import { lossTolerance } from "../../src/works/lossTolerance.ts";
import { inPrecision, meanOf } from "../../src/works/numbers.ts";

it("means lose nothing to the order of sums", () => {
  expect(meanOf([1, 1e100, 1, -1e100])).toBe(0.5);
});

it("gives the same numbers in both precisions", () => {
  const numbers = Float32Array.of(0.1, 2);
  expect(inPrecision(numbers, "float64")).toEqual(Float64Array.of(Math.fround(0.1), 2));
  expect(inPrecision(numbers, "float32")).toBe(numbers);
});

it("draws the same data in every run", () => {
  expect(normals(1000, 2)).toEqual(normals(1000, 2));
  expect(Array.from(normals(3, 2))).toEqual(Array.from(normals(3), (x) => 2 * x));
  const drawn = Array.from(classes(1000, 7));
  expect(new Set(drawn)).toEqual(new Set([0, 1, 2, 3, 4, 5, 6]));
});

it("lets float32 be off by the span of a row", () => {
  const tolerance = lossTolerance(Float32Array.of(0, 16, 1, 2), 2);
  expect(tolerance("float32")["gradient"]).toBeCloseTo(12e-7, 12);
  expect(tolerance("float64")).toEqual({ value: 1e-12, gradient: 1e-13 });
});
