import { ParameterError, ShapeError, type BatchLoss } from "@surprisal/contract";
import { generator, grad, normal, take, tensor, type Tensor } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import * as losses from "../src/index.ts";
import { cosineSimilarities } from "../src/pairs/index.ts";

// Losses of whole batches: what each example weighs, which are in the batch, and the mean of what.

const embeddings = normal([4, 3], generator(1), { dtype: "float64" });
const partners = normal([4, 3], generator(2), { dtype: "float64" });
const classes = tensor(Int32Array.of(1, 0, 1, 0));
const ranks = tensor(Int32Array.of(3, 0, 2, 1));
const frames = normal([4, 5, 3], generator(3), { dtype: "float64" });
const labels = tensor(Int32Array.of(1, 2, 2, -100, 1, 1, -100, -100), { shape: [4, 2] });
const scores = tensor(Float64Array.of(0.5, -1, 2, 1.5));
const outcomes = tensor(Float64Array.of(1, 0, 1, 0));

type Case = readonly [loss: BatchLoss, prediction: Tensor, target: Tensor];
const contrastive: readonly Case[] = [
  [losses.infoNce, embeddings, partners],
  [losses.clipContrastive, embeddings, partners],
  [losses.sigmoidContrastive, embeddings, partners],
  [losses.supervisedContrastive, embeddings, classes],
] as unknown as readonly Case[];
const apart: readonly Case[] = [
  [losses.hardExampleCrossEntropy.with({ count: 4 }), embeddings, classes],
  [losses.smallLossCrossEntropy.with({ count: 4 }), embeddings, classes],
  [losses.connectionistTemporalClassification, frames, labels],
] as unknown as readonly Case[];
const others: readonly Case[] = [
  [losses.normalizedTemperatureScaledCrossEntropy, embeddings, partners],
  [losses.conditionalOrdinalRegression, embeddings, ranks],
  [losses.rocAucSurrogate, scores, outcomes],
  [losses.floodedCrossEntropy, embeddings, classes],
] as unknown as readonly Case[];
const all = [...contrastive, ...apart, ...others].map((each) => [each[0].lossName, ...each] as const);

const weights = [2, 1, 0.5, 3];
const sampleWeights = Float64Array.from(weights);
const numbers = (x: Tensor): number[] => Array.from(x.data);
const sumOf = (values: readonly number[]): number => values.reduce((sum, each) => sum + each);

describe.each([...contrastive, ...apart].map((each) => [each[0].lossName, ...each] as const))(
  "%s: a value an example",
  (_, loss, prediction, target) => {
    test("that counts with its weight, in the sum and in what divides it", () => {
      const each = numbers(loss.each(prediction, target));
      expect(each).toHaveLength(4);
      expect(loss(prediction, target).item()).toBeCloseTo(sumOf(each) / 4, 13);
      const weighted = each.map((value, i) => value * (weights[i] ?? 0));
      expect(numbers(loss.each(prediction, target, { sampleWeights }))).toEqual(
        weighted.map((value) => expect.closeTo(value, 12)),
      );
      expect(loss(prediction, target, { sampleWeights }).item()).toBeCloseTo(sumOf(weighted) / sumOf(weights), 12);
      expect(loss.total(prediction, target, { sampleWeights }).normalizer.item()).toBe(sumOf(weights));
    });
  },
);

describe("an example of weight 0 is not in the batch", () => {
  test.each(all)("%s", (_, loss, prediction, target) => {
    const left = Int32Array.of(0, 1, 3);
    const rest = loss(take(prediction, left), take(target, left), { sampleWeights: [2, 1, 3] });
    const options = { sampleWeights: Float64Array.of(2, 1, 0, 3) };
    expect(loss(prediction, target, options).item()).toBeCloseTo(rest.item(), 12);
    const slope = grad((x: Tensor) => loss(x, target, options))(prediction);
    expect(numbers(take(slope, Int32Array.of(2))).every((each) => each === 0)).toBe(true);
  });
});

test("NT-Xent: each of both views is an anchor with the weight of its example", () => {
  const loss = losses.normalizedTemperatureScaledCrossEntropy;
  const each = numbers(loss.each(embeddings, partners));
  const both = [...weights, ...weights];
  expect(numbers(loss.each(embeddings, partners, { sampleWeights }))).toEqual(
    each.map((value, i) => expect.closeTo(value * (both[i] ?? 0), 12)),
  );
  expect(loss.total(embeddings, partners, { sampleWeights }).normalizer.item()).toBe(2 * sumOf(weights));
});

test("supervised contrast: the mean over the others of the class; none count without any, and labels are but names", () => {
  const views = normal([5, 3], generator(6), { dtype: "float64" });
  const owners = [7, 0, 7, 7, 120];
  const similarities = cosineSimilarities(views, views).toArray() as number[][];
  const expected = owners.map((own, i) => {
    const row = (similarities[i] ?? []).map((each) => each / 0.5);
    const others = row.filter((_, j) => j !== i);
    const logSum = Math.log(sumOf(others.map(Math.exp)));
    const mates = row.filter((_, j) => j !== i && owners[j] === own);
    return mates.length === 0 ? 0 : sumOf(mates.map((each) => logSum - each)) / mates.length;
  });
  const loss = losses.supervisedContrastive.with({ temperature: 0.5 });
  const each = loss.each(views, tensor(Int32Array.from(owners)));
  expect(numbers(each)).toEqual(expected.map((value) => expect.closeTo(value, 12)));
});

test("CORN: each question asked counts with the weight of its example", () => {
  const loss = losses.conditionalOrdinalRegression;
  // Of ranks 3, 0, 2 and 1 are asked 3, 1, 3 and 2 of the three questions.
  expect(loss.total(embeddings, ranks).normalizer.item()).toBe(9);
  expect(loss.total(embeddings, ranks, { sampleWeights }).normalizer.item()).toBe(3 * 2 + 1 + 3 * 0.5 + 2 * 3);
  const each = numbers(loss.each(embeddings, ranks));
  expect(numbers(loss.each(embeddings, ranks, { sampleWeights }))).toEqual(
    each.map((value, i) => expect.closeTo(value * (weights[Math.floor(i / 3)] ?? 0), 12)),
  );
});

test("the ROC surrogate: a pair counts with the product of its weights", () => {
  const loss = losses.rocAucSurrogate;
  expect(loss.total(scores, outcomes).normalizer.item()).toBe(4);
  // Positives weigh 2 and 0.5, negatives 1 and 3.
  expect(loss.total(scores, outcomes, { sampleWeights }).normalizer.item()).toBe(2.5 * 4);
  const pairs = [2, 6, 0.5, 1.5];
  const each = numbers(loss.each(scores, outcomes));
  expect(numbers(loss.each(scores, outcomes, { sampleWeights }))).toEqual(
    each.map((value, i) => expect.closeTo(value * (pairs[i] ?? 0), 12)),
  );
});

test("flooding is of the weighted mean, below the level and above", () => {
  const mean = losses.crossEntropy.mean(embeddings, classes, { sampleWeights }).item();
  for (const level of [0, mean / 2, 2 * mean]) {
    const flooded = losses.floodedCrossEntropy.with({ level })(embeddings, classes, { sampleWeights }).item();
    expect(flooded).toBeCloseTo(Math.abs(mean - level) + level, 12);
  }
});

test("hard and easy examples are chosen without weights, and count with them", () => {
  const each = numbers(losses.crossEntropy(embeddings, classes));
  const order = [0, 1, 2, 3].toSorted((i, j) => (each[j] ?? 0) - (each[i] ?? 0));
  const mean = (places: readonly number[]): number =>
    sumOf(places.map((i) => (weights[i] ?? 0) * (each[i] ?? 0))) / sumOf(places.map((i) => weights[i] ?? 0));
  const hard = losses.hardExampleCrossEntropy.with({ count: 2 });
  const easy = losses.smallLossCrossEntropy.with({ count: 3 });
  expect(hard(embeddings, classes, { sampleWeights }).item()).toBeCloseTo(mean(order.slice(0, 2)), 12);
  expect(easy(embeddings, classes, { sampleWeights }).item()).toBeCloseTo(mean(order.slice(1)), 12);
});

test("of examples that tie, the first ones are chosen", () => {
  const same = take(embeddings, new Int32Array(4));
  for (const loss of [losses.hardExampleCrossEntropy, losses.smallLossCrossEntropy]) {
    const { normalizer } = loss.with({ count: 2 }).total(same, new Int32Array(4), { sampleWeights: [1, 2, 4, 8] });
    expect(normalizer.item()).toBe(1 + 2);
  }
});

test("the Lovász softmax is of regions, not of examples: no weights", () => {
  expect(() => losses.lovaszSoftmax(embeddings, classes, { sampleWeights })).toThrow(ParameterError);
  expect(() => losses.lovaszSoftmax(embeddings, classes, { classWeights: [1, 1, 1] })).toThrow(
    "classWeights are given",
  );
});

test("what is no batch of such examples is refused by name", () => {
  expect(() => losses.supervisedContrastive(scores, classes)).toThrow(ShapeError);
  expect(() => losses.supervisedContrastive([[[1]], [[2]]], [[0], [0]])).toThrow(
    "prediction has shape [2, 1, 1], expected [N, D]",
  );
  for (const loss of [losses.infoNce, losses.clipContrastive, losses.sigmoidContrastive])
    expect(() => loss(embeddings, take(partners, Int32Array.of(0, 1)))).toThrow(
      `${loss.lossName}: target has shape [2, 3]`,
    );
  expect(() => losses.lovaszSoftmax(embeddings, [0, 1, 3, 0])).toThrow("lovaszSoftmax: target[2] is 3, expected 0..2");
  expect(() => losses.conditionalOrdinalRegression(embeddings, [0, 1, 4, 0])).toThrow("target[2] is 4, expected 0..3");
  expect(() => losses.rocAucSurrogate(scores, [0, 1, 2, 0])).toThrow("rocAucSurrogate: target[2] is 2");
});
