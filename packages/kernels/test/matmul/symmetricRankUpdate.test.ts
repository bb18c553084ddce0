import { describe, expect, it } from "vitest";
import { symmetricRankUpdate, type SymmetricRankUpdate } from "@surprisal/kernels";
import { inKernelMemory, scattered } from "../inKernelMemory.ts";

type Floats = Float32Array | Float64Array;

describe.each([Float32Array, Float64Array])("%o", (type) => {
  /** Against float64, on numbers in the kernels' memory or elsewhere, with rows of x and c as far apart as they are told to be. */
  function check(update: SymmetricRankUpdate, isWeighted: boolean, place: (x: Floats) => Floats): void {
    const { size, inner, transpose = false, accumulate = false } = update;
    const [stored, width] = transpose ? [inner, size] : [size, inner];
    const { strideX = width, strideC = size } = update;
    const x = place(new type(Array.from({ length: stored === 0 ? 0 : (stored - 1) * strideX + width }, scattered(1))));
    const c = place(new type(Array.from({ length: size === 0 ? 0 : (size - 1) * strideC + size }, scattered(2))));
    const weights = new type(Array.from({ length: inner }, scattered(3)));
    const before = Float64Array.from(c);
    const at = (i: number, k: number): number => x[transpose ? k * strideX + i : i * strideX + k] as number;
    symmetricRankUpdate<Floats>(x, c, { ...update, ...(isWeighted && { weights }) });
    const unit = type === Float32Array ? 2 ** -24 : 2 ** -53;
    let [worst, moved] = [0, 0];
    for (const [index, was] of before.entries()) {
      const [i, j] = [Math.floor(index / strideC), index % strideC];
      if (j > i) {
        if (c[index] !== was) moved++;
        continue;
      }
      let [value, terms] = accumulate ? [was, Math.abs(was)] : [0, 0];
      for (let k = 0; k < inner; k++) {
        const term = at(i, k) * at(j, k) * (isWeighted ? (weights[k] as number) : 1);
        value += term;
        terms += Math.abs(term);
      }
      const bound = (inner + 4) * unit * terms;
      const error = Math.abs((c[index] as number) - value);
      if (!(error <= bound)) worst = Math.max(worst, error / bound);
    }
    expect({ size, inner, worst, moved }).toEqual({ size, inner, worst: 0, moved: 0 });
  }

  it("of every size, whatever lies how", () => {
    for (let size = 0; size <= 67; size++) {
      const [transpose, accumulate, odd] = [size % 2 === 0, size % 3 === 0, size % 5 < 2];
      for (const inner of [0, 1, 5, (size * 7) % 68]) {
        const strides = odd ? { strideX: Math.max(size, inner) + 3, strideC: size + 5 } : {};
        check(
          { size, inner, transpose, accumulate, ...strides },
          size % 7 < 3,
          size % 4 < 2 ? inKernelMemory : (x) => x,
        );
      }
    }
  });

  it("over several panels and blocks of sums", () => {
    for (const transpose of [false, true]) {
      check({ size: 530, inner: 20, transpose }, true, (x) => x);
      check({ size: 21, inner: 1100, transpose, accumulate: true }, true, inKernelMemory);
    }
  });
});

it("refuses what does not fit", () => {
  const four = new Float64Array(4);
  const update = { size: 2, inner: 2 };
  expect(() => symmetricRankUpdate(four.subarray(1), four, update)).toThrow(
    new RangeError("symmetricRankUpdate: x has 3 numbers, expected 4"),
  );
  expect(() => symmetricRankUpdate(four, four, { ...update, weights: new Float64Array(3) })).toThrow(
    "weights has 3 numbers, expected 2",
  );
  expect(() => symmetricRankUpdate(four, four, { ...update, weights: new Float32Array(2) })).toThrow(
    "symmetricRankUpdate: weights is a Float32Array, expected a Float64Array as x",
  );
  expect(() => symmetricRankUpdate(four, four, { ...update, transposed: true } as never)).toThrow(
    "unknown option transposed",
  );
});
