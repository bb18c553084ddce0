import fc from "fast-check";

/** Rows of a classifier: predicted and actual classes, and probabilities. */
export interface Rows {
  readonly classCount: number;
  readonly predicted: Int32Array;
  readonly actual: Int32Array;
  /** `[N · C]`; every entry is above 0. */
  readonly probabilities: Float64Array;
}

/** Rows for property tests: 1 to 40 of them, 1 to 6 classes. */
export const rows: fc.Arbitrary<Rows> = fc.integer({ min: 1, max: 6 }).chain((classCount) => {
  const index = fc.integer({ min: 0, max: classCount - 1 });
  const weights = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: classCount, maxLength: classCount });
  return fc
    .array(fc.record({ predicted: index, actual: index, weights }), { minLength: 1, maxLength: 40 })
    .map((list) => ({
      classCount,
      predicted: Int32Array.from(list, ({ predicted }) => predicted),
      actual: Int32Array.from(list, ({ actual }) => actual),
      probabilities: Float64Array.from(
        list.flatMap(({ weights }) => {
          const total = weights.reduce((sum, weight) => sum + weight, 0);
          return weights.map((weight) => weight / total);
        }),
      ),
    }));
});

/** Scores in [0, 1], with ties, and whether each row is positive; both kinds are there. */
export const scored: fc.Arbitrary<{ scores: Float64Array; positive: Int32Array }> = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 1 })), { minLength: 1, maxLength: 40 })
  .map((list) => [...list, [7, 0], [11, 1]] as const)
  .map((list) => ({
    scores: Float64Array.from(list, ([score]) => score / 20),
    positive: Int32Array.from(list, ([, positive]) => positive),
  }));

/** The items in another order: a fixed one that moves every item but the middle one. */
export function reversed<Items extends Int32Array | Float64Array>(items: Items): Items {
  return items.toReversed() as Items;
}
