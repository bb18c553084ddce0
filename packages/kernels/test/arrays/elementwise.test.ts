import { describe, expect, it } from "vitest";
import { atan, elementwise, exp, log1p, pow, startThreads, stopThreads } from "@surprisal/kernels";
import { everywhere, type FloatArray, isUntouchedAround, lengths, someNumbers, types } from "./places.ts";

describe.each(types)("elementwise, %o", (Type: FloatArray) => {
  it("computes every length at every alignment, and touches nothing around", () => {
    for (const length of lengths) {
      const x = someNumbers(Type, length);
      const expected = elementwise(atan, [x], new Type(length));
      const error = Math.max(0, ...Array.from(x, (each, i) => Math.abs((expected[i] as number) - Math.atan(each))));
      expect(error).toBeLessThan(2e-7);
      for (const input of everywhere(x)) {
        for (const { array, free } of everywhere(x)) {
          expect(elementwise(atan, [input.array], array)).toEqual(expected);
          expect(isUntouchedAround(array)).toBe(true);
          free();
        }
        input.free();
      }
    }
  });

  it("works in place, and on several inputs", () => {
    for (const { array, free } of everywhere(Type.of(1, 2, 3, 4, 5))) {
      elementwise(pow, [array, Type.of(2, 2, 2, 2, 2)], array);
      expect([...array]).toEqual([1, 4, 9, 16, 25]);
      free();
    }
  });

  it("gives the same bits on several threads", async () => {
    const x = everywhere(someNumbers(Type, 100_003))[1]!;
    const [one, two] = [everywhere(x.array)[2]!, everywhere(x.array)[1]!];
    elementwise(log1p, [x.array], one.array);
    try {
      await startThreads(3);
      elementwise(log1p, [x.array], two.array);
    } finally {
      await stopThreads();
    }
    expect(two.array).toEqual(one.array);
  });
});

describe("elementwise", () => {
  it("takes a function of one's own", () => {
    const root: typeof exp = (_, lanes, x) => lanes.sqrt(x);
    expect(elementwise(root, [Float64Array.of(4, 9, 2.25)], new Float64Array(3))).toEqual(Float64Array.of(2, 3, 1.5));
  });

  it("takes one without a name", () => {
    expect([...elementwise((_, lanes, x) => lanes.neg(x), [Float32Array.of(1, -2)], new Float32Array(2))]).toEqual([
      -1, 2,
    ]);
  });

  it("refuses arrays that do not go together", () => {
    const x = new Float32Array(3);
    expect(() => elementwise(exp, [x], new Float32Array(2))).toThrow(
      new RangeError("elementwise: inputs[0] has 3 numbers, expected 2 as result"),
    );
    expect(() => elementwise(exp, [x], new Float64Array(3))).toThrow(
      new TypeError("elementwise: inputs[0] is a Float32Array, expected a Float64Array as result"),
    );
    expect(() => elementwise(pow, [x] as unknown as [typeof x, typeof x], x)).toThrow(
      new TypeError("elementwise: pow has 1 inputs, expected 2"),
    );
    expect(() => elementwise(exp, [[1, 2, 3] as unknown as typeof x], x)).toThrow(
      new TypeError("elementwise: inputs[0] is object, expected a Float32Array as result"),
    );
  });
});
