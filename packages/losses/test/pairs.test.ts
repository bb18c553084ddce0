import { ParameterError } from "@surprisal/contract";
import { generator, grad, minimum, normal, reshape, take, tensor, type Tensor } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import { cosineEmbedding, infoNce, sigmoidContrastive, tripletMargin } from "../src/index.ts";
import { cosineSimilarities, cosineSimilarity, distance } from "../src/pairs/index.ts";

const rows = (...values: number[][]): Tensor =>
  tensor(Float64Array.from(values.flat()), { shape: [values.length, values[0]?.length ?? 0] });

describe("what relates pairs", () => {
  const [a, b] = [rows([3, 4], [1, 0], [0, 0]), rows([4, 3], [0, 2], [1, 1])];

  test("cosines: row by row, or all of them; 0 with a vector of zeros, which has a gradient", () => {
    expect(cosineSimilarity(a, b).toArray()).toEqual([expect.closeTo(0.96, 11), 0, 0]);
    expect(cosineSimilarities(a, b).toArray()).toEqual([
      [expect.closeTo(0.96, 11), expect.closeTo(0.8, 11), expect.closeTo(1.4 / Math.SQRT2, 11)],
      [expect.closeTo(0.8, 11), 0, expect.closeTo(Math.SQRT1_2, 11)],
      [0, 0, 0],
    ]);
    const slope = grad((x: Tensor) => cosineEmbedding.sum(cosineSimilarity(x, b), [1, 1, 1]))(a);
    expect(slope.data[4]).toBeCloseTo(-1e6 * Math.SQRT1_2, -1);
  });

  test("distances of any norm", () => {
    expect(distance([[1, 2]], [[4, -2]], { epsilon: 0 }).toArray()).toEqual([5]);
    expect(distance([[1, 2]], [[4, -2]], { p: 3, epsilon: 0 }).item()).toBeCloseTo(Math.cbrt(27 + 64), 5);
    expect(() => distance([1], [2], { p: 0.5 })).toThrow(ParameterError);
  });

  test("vectors in any number of rows and columns", () => {
    const [x, y] = [1, 2].map((seed) => normal([2, 4, 3], generator(seed), { dtype: "float64" })) as [Tensor, Tensor];
    const flat = (z: Tensor): Tensor => reshape(z, [8, 3]);
    for (const relation of [cosineSimilarity, distance, (u: Tensor, v: Tensor) => distance(u, v, { p: 3 })]) {
      expect(relation(x, y).shape).toEqual([2, 4]);
      expect(relation(x, y).data).toEqual(relation(flat(x), flat(y)).data);
    }
    const all = cosineSimilarities(x, y);
    expect(all.shape).toEqual([2, 4, 4]);
    const of = (batch: number): Tensor =>
      cosineSimilarities(take(x, Int32Array.of(batch)), take(y, Int32Array.of(batch)));
    expect(Array.from(all.data)).toEqual([...of(0).data, ...of(1).data]);
    // Row i beside row j, as one pair.
    const pair = cosineSimilarity(take(flat(x), Int32Array.of(5)), take(flat(y), Int32Array.of(7)));
    expect(all.data[16 + 4 + 3]).toBeCloseTo(pair.item(), 14);
  });

  test("equal vectors have a finite gradient", () => {
    const slope = grad((x: Tensor) => tripletMargin.sum(distance(x, a), distance(x, b)))(a);
    expect(slope.data.every(Number.isFinite)).toBe(true);
  });

  test("a triplet swapped takes the harder negative", () => {
    const [anchor, positive, negative] = [rows([0, 0]), rows([3, 0]), rows([4, 0])];
    const exact = { epsilon: 0 };
    const toNegative = minimum(distance(anchor, negative, exact), distance(positive, negative, exact));
    expect(tripletMargin(distance(anchor, positive, exact), toNegative).toArray()).toEqual([3]);
    expect(tripletMargin(distance(anchor, positive, exact), distance(anchor, negative, exact)).toArray()).toEqual([0]);
  });
});

test("a temperature, scale or bias that is a tensor is learned with the rest", () => {
  const [a, b] = [rows([1, 0], [0, 1]), rows([1, 0], [0.6, 0.8])];
  const at = (f: (x: number) => Tensor, x: number): number => (f(x + 1e-5).item() - f(x - 1e-5).item()) / 2e-5;
  const double = (x: number): Tensor => tensor(x, { dtype: "float64" });
  const temperature = grad((t: Tensor) => infoNce.with({ temperature: t })(a, b))(double(0.5)).item();
  expect(temperature).toBeCloseTo(
    at((t) => infoNce.with({ temperature: t })(a, b), 0.5),
    8,
  );
  const bias = grad((t: Tensor) => sigmoidContrastive.with({ bias: t })(a, b))(double(-9)).item();
  expect(bias).toBeCloseTo(
    at((t) => sigmoidContrastive.with({ bias: t })(a, b), -9),
    8,
  );
});
