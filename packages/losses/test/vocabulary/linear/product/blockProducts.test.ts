import { createMemory, f32x4, f64x2 } from "@surprisal/kernels";
import { generator, normal } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import type { Floats } from "../../../../src/vocabulary/linear/layerArrays.ts";
import { BlockProducts, withBlock } from "../../../../src/vocabulary/linear/product/blockProducts.ts";
import { javascriptProducts, type ProductFunctions } from "../../../../src/vocabulary/linear/product/javascript.ts";
import { productModule } from "../../../../src/vocabulary/linear/product/module.ts";

type DType = "float32" | "float64";
const matrix = (dtype: DType, rows: number, depth: number, seed: number): Floats =>
  // Of a float dtype the array is one of floats.
  normal([rows, depth], generator(seed), { dtype }).data as Floats;

/** Sums are of terms of about 1, or with scores as factors, and errors, that grow with the depth. */
const near = (got: number | undefined, expected: number, dtype: DType, depth = 8): void =>
  expect(Math.abs((got ?? Number.NaN) - expected)).toBeLessThanOrEqual(
    (dtype === "float32" ? 4e-6 : 8e-15) * (8 + depth / 8 + Math.abs(expected)),
  );

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const sum = (terms: number[]): number => terms.reduce((total, each) => total + each, 0);

/** Rows 1 and on of `a` as the small operand, all of `b` as the large one; the scores themselves are the factors of the gradients. */
function check(dtype: DType, small: number, large: number, depth: number, keepsScores: boolean): void {
  const [a, b] = [matrix(dtype, small + 1, depth, 1), matrix(dtype, large, depth, 2)];
  const all = Array.from({ length: small }, (_, s) =>
    range(large).map((l) => sum(range(depth).map((k) => (a[(s + 1) * depth + k] ?? 0) * (b[l * depth + k] ?? 0)))),
  );
  const score = (s: number, l: number): number => all[s]?.[l] ?? Number.NaN;
  const products = new BlockProducts({ dtype, depth, small: small + 5, large, keepsScores });
  // What stood there before must not matter.
  products.scores.fill(Number.NaN);
  products.setSmall(
    a,
    range(small).map((i) => i + 1),
  );
  const largeGradient = b.slice().fill(1);
  const seen: number[] = [];
  const { scoreStride: stride } = products;
  products.visit(b, {
    scores: true,
    smallGradient: true,
    largeGradient,
    between: (start, count) => {
      for (const l of range(count)) {
        seen.push(start + l);
        for (const s of range(small))
          near(
            products.scores[keepsScores ? s * stride + start + l : l * stride + s],
            score(s, start + l),
            dtype,
            depth,
          );
      }
    },
  });
  expect(seen).toEqual(range(large));
  for (const k of range(depth)) {
    for (const s of range(small))
      near(
        products.smallGradient(s)[k],
        sum(range(large).map((l) => score(s, l) * (b[l * depth + k] ?? 0))),
        dtype,
        depth,
      );
    for (const l of range(large))
      near(
        largeGradient[l * depth + k],
        1 + sum(range(small).map((s) => score(s, l) * (a[(s + 1) * depth + k] ?? 0))),
        dtype,
        depth,
      );
  }
}

describe.each(["float32", "float64"] as const)("%s", (dtype) => {
  test("of any extents", () => {
    for (const small of [0, 1, 5, 6, 9, 16])
      for (const large of [0, 1, 6, 13])
        for (const depth of [0, 1, 7, 8, 17]) check(dtype, small, large, depth, large % 2 === 0);
  });

  test("of more rows than a tile has", () => {
    for (const keepsScores of [true, false]) {
      const { tileRows } = new BlockProducts({ dtype, depth: 520, small: 2, large: 70, keepsScores });
      expect(tileRows).toBeLessThan(70);
      check(dtype, 2, 70, 520, keepsScores);
    }
  });

  test("in plain JavaScript the same comes out", () => {
    const lanes = dtype === "float32" ? f32x4 : f64x2;
    const [depth, panel] = [3 * lanes.count * 2, 2 * lanes.count];
    for (const strides of [
      { small: 12 * lanes.bytes, large: lanes.bytes },
      { small: lanes.bytes, large: 24 * lanes.bytes },
    ]) {
      const results = [true, false].map((isCompiled) => {
        const memory = createMemory({ minimum: 2 });
        const view = dtype === "float32" ? new Float32Array(memory.buffer) : new Float64Array(memory.buffer);
        view.set(matrix(dtype, 1, 4000, 3));
        const functions = isCompiled
          ? // These three are what it exports.
            (productModule(lanes, depth, strides).instantiate(memory) as unknown as ProductFunctions)
          : javascriptProducts(view, lanes.count, depth, strides);
        const at = (index: number): number => index * lanes.bytes;
        functions.scores(at(0), at(24 * depth), at(2400), 24 / panel, 2);
        functions.addToSmall(at(2400), at(24 * depth), at(3000), 2, 11);
        functions.addToLarge(at(2400), at(0), at(3400), 2, 23);
        return view.slice(0, 4000);
      });
      for (const [i, each] of (results[0] ?? []).entries()) near(results[1]?.[i], each, dtype);
      expect(results[0]?.[2400]).not.toBe(matrix(dtype, 1, 4000, 3)[2400]);
    }
  });
});

test("a block is kept for the next call, and not handed out twice", () => {
  const options = { dtype: "float64", depth: 3, small: 2, large: 4, keepsScores: true } as const;
  const first = withBlock(options, (block) => block);
  withBlock(options, (block) => {
    expect(block).toBe(first);
    expect(withBlock(options, (inner) => inner)).not.toBe(first);
  });
});
