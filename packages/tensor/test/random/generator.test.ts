import { expect, test } from "vitest";
import { generator, split, uniform, type Generator } from "../../src/index.ts";

const draw = (random: Generator): number[] => Array.from(uniform([4], random, { dtype: "float64" }).data);

test("the same seed gives the same numbers on every machine", () => {
  expect(draw(generator(7))).toEqual(draw(generator(7)));
  expect(draw(generator(7))).not.toEqual(draw(generator(8)));
  expect(uniform([2], generator(7)).data[0]).toBeCloseTo(0.8837, 4);
});

test("a generator advances; what is split from it does not depend on how much is drawn from the others", () => {
  const random = generator(1);
  expect(draw(random)).not.toEqual(draw(random));

  const [one, other] = [generator(5), generator(5)];
  const [first, again] = [split(one), split(other)];
  draw(again);
  draw(again);
  const [second, same] = [split(one), split(other)];
  expect(draw(second)).toEqual(draw(same));
  expect(draw(first)).not.toEqual(draw(second));
});

test("what is split is not correlated with its parent", () => {
  const parent = generator(3);
  const child = split(parent);
  const n = 20_000;
  const [a, b] = [uniform([n], parent).data, uniform([n], child).data];
  let covariance = 0;
  for (let i = 0; i < n; i++) covariance += ((a[i] ?? 0) - 0.5) * ((b[i] ?? 0) - 0.5);
  // The standard deviation of this mean is 1/(12 √n) = 6e-4.
  expect(Math.abs(covariance / n)).toBeLessThan(3e-3);
});

test("seeds are whole numbers", () => {
  expect(() => generator(0.5)).toThrow("generator: seed is 0.5, expected a whole number");
});
