import { afterEach, expect, it, vi } from "vitest";
import { supports } from "../src/assembler/supports.ts";
import { checkWebAssembly, lanesOf } from "../src/floats.ts";

afterEach(() => vi.restoreAllMocks());

it("names who asks where there is no WebAssembly", () => {
  vi.spyOn(supports, "simd", "get").mockReturnValue(false);
  expect(() => checkWebAssembly("unit")).toThrow("unit: there is no WebAssembly");
});

it("arrays of one type have its lanes, others are refused by name", () => {
  const [narrow, wide] = [new Float32Array(1), new Float64Array(1)];
  expect(lanesOf("unit", { a: narrow, b: narrow }).name).toBe("f32x4");
  expect(lanesOf("unit", { a: wide }).name).toBe("f64x2");
  expect(() => lanesOf("unit", { a: wide, b: narrow })).toThrow(
    new TypeError("unit: b is a Float32Array, expected a Float64Array as a"),
  );
  expect(() => lanesOf("unit", { a: new Int32Array(1) as never })).toThrow(
    new TypeError("unit: a is a Int32Array, expected a Float32Array or a Float64Array"),
  );
});
