import { describe, expect, it } from "vitest";
import { max, min } from "@surprisal/kernels";
import { everywhere, type FloatArray, type Floats, lengths, someNumbers, types } from "./places.ts";

describe.each(types)("max and min, %o", (Type: FloatArray) => {
  it("are Math's for every length, wherever the array lies", () => {
    for (const length of lengths) {
      const x = someNumbers(Type, length);
      const expected = [Math.max(...x), Math.min(...x)];
      for (const { array, free } of everywhere(x)) {
        expect([max(array), min(array)]).toEqual(expected);
        free();
      }
    }
  });

  it("find every place, NaN too", () => {
    for (const length of [1, 5, 33, 67, 8193]) {
      for (const place of new Set([0, length >> 1, length - 1])) {
        const withOne = (special: number): Floats => new Type(length).map((_, i) => (i === place ? special : 0.5));
        expect([max(withOne(7)), min(withOne(-7))]).toEqual([7, -7]);
        expect([max(withOne(NaN)), min(withOne(NaN))]).toEqual([NaN, NaN]);
        expect([max(withOne(Infinity)), min(withOne(-Infinity))]).toEqual([Infinity, -Infinity]);
      }
    }
  });

  it("know 0 from −0", () => {
    expect([max(Type.of(-0, 0, -0)), max(Type.of(-0, -0)), min(Type.of(0, -0)), min(Type.of(0, 0))]).toEqual([
      0, -0, -0, 0,
    ]);
  });
});
