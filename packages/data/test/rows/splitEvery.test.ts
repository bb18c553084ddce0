import { ParameterError } from "@surprisal/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { splitEvery } from "../../src/index.ts";

test("train and test are a partition, in order, by i mod n", () => {
  fc.assert(
    fc.property(fc.nat(500), fc.integer({ min: 2, max: 20 }), (rowCount, n) => {
      const { train, test } = splitEvery(rowCount, n);
      const all = Array.from({ length: rowCount }, (_, i) => i);
      expect(Array.from(test)).toEqual(all.filter((i) => i % n === n - 1));
      expect(Array.from(train)).toEqual(all.filter((i) => i % n !== n - 1));
    }),
  );
});

test("counts of the penguins", () => {
  const { train, test } = splitEvery(344, 5);
  expect([train.length, test.length, test[0], test[67]]).toEqual([276, 68, 4, 339]);
});

test("numbers out of range are refused", () => {
  expect(() => splitEvery(10, 1)).toThrow(new ParameterError("splitEvery: n is 1, expected a whole number from 2"));
  expect(() => splitEvery(10, 2.5)).toThrow(ParameterError);
  expect(() => splitEvery(-1, 2)).toThrow(ParameterError);
  expect(() => splitEvery(Number.NaN, 2)).toThrow(ParameterError);
});
