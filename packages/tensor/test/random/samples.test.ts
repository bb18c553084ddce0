import { expect, test } from "vitest";
import { generator, normal, permutation, uniform } from "../../src/index.ts";

const moments = (values: ArrayLike<number>): [number, number] => {
  const all = Array.from(values);
  const mean = all.reduce((sum, x) => sum + x, 0) / all.length;
  return [mean, all.reduce((sum, x) => sum + (x - mean) ** 2, 0) / all.length];
};

test("uniform fills [0, 1) evenly", () => {
  const x = uniform([100, 200], generator(2), { dtype: "float64" });
  expect(x.shape).toEqual([100, 200]);
  const [mean, variance] = moments(x.data);
  expect(mean).toBeCloseTo(0.5, 2);
  expect(variance).toBeCloseTo(1 / 12, 2);
  expect(x.data.every((value) => value >= 0 && value < 1)).toBe(true);
});

test("normal has mean 0, variance 1 and no infinities", () => {
  const x = normal([40_000], generator(2));
  const [mean, variance] = moments(x.data);
  expect(Math.abs(mean)).toBeLessThan(0.02);
  expect(Math.abs(variance - 1)).toBeLessThan(0.03);
  expect(x.data.every(Number.isFinite)).toBe(true);
  expect(x.dtype).toBe("float32");
});

test("permutation has every number once, and every order about equally often", () => {
  expect(Array.from(permutation(50, generator(1)).data).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 50 }, (_, i) => i),
  );
  const random = generator(4);
  const counts = new Map<string, number>();
  for (let i = 0; i < 6000; i++) {
    const key = permutation(3, random).data.join();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  expect(permutation(0, random).shape).toEqual([0]);
  expect(() => permutation(1.5, random)).toThrow("permutation: n is 1.5");
});
