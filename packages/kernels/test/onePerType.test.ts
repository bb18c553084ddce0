import { afterEach, expect, it, vi } from "vitest";
import { supports } from "../src/assembler/supports.ts";
import { multiplyMatrices } from "../src/index.ts";
import { onePerType } from "../src/onePerType.ts";

afterEach(() => vi.restoreAllMocks());

it("makes one for each type, fused where there is that and the same bits are not asked for", () => {
  vi.spyOn(supports, "simd", "get").mockReturnValue(true);
  const relaxed = vi.spyOn(supports, "relaxed", "get").mockReturnValue(true);
  const one = onePerType((lanes, isRelaxed) => ({ lanes: lanes.name, isRelaxed }));
  const [narrow, wide] = [new Float32Array(1), new Float64Array(1)];
  expect(one("unit", narrow, false)).toEqual({ lanes: "f32x4", isRelaxed: true });
  expect(one("unit", wide, true)).toEqual({ lanes: "f64x2", isRelaxed: false });
  expect(one("unit", new Float32Array(2), false)).toBe(one("unit", narrow, false));
  expect(one("unit", narrow, true)).not.toBe(one("unit", narrow, false));
  relaxed.mockReturnValue(false);
  expect(one("unit", wide, false)).toBe(one("unit", wide, true));
});

it("names who asks where there is no WebAssembly", () => {
  vi.spyOn(supports, "simd", "get").mockReturnValue(false);
  expect(() => onePerType(() => 0)("unit", new Float32Array(1), false)).toThrow("unit: there is no WebAssembly");
});

it("a deterministic product rounds every product and every sum", () => {
  const [rows, inner, columns] = [5, 300, 9];
  const numbers = (count: number, seed: number): Float32Array =>
    Float32Array.from({ length: count }, (_, i) => Math.sin(seed + i * 1.7));
  const [a, b, c] = [numbers(rows * inner, 1), numbers(inner * columns, 2), new Float32Array(rows * columns)];
  multiplyMatrices(a, b, c, { rows, inner, columns, deterministic: true });
  const expected = c.map((_, at) => {
    const [row, column] = [Math.floor(at / columns), at % columns];
    let sum = 0;
    for (let k = 0; k < inner; k++)
      sum = Math.fround(sum + Math.fround((a[row * inner + k] as number) * (b[k * columns + column] as number)));
    return sum;
  });
  expect(c).toEqual(expected);
});
