import { kernelMemory } from "@surprisal/kernels";
import { generator, mul, normal, scope, square, sub, sum, valueAndGrad, zeros, type Tensor } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import { mannerNames, manners } from "../../src/memory/manners.ts";
import { makeTraining, trainingNames, type Training } from "../../src/memory/trainings.ts";

const rate = 1 / 64;
const target = normal([40, 100], generator(1));
const both = valueAndGrad((w: Tensor) => sum(square(sub(w, target))));

/** Half of the squared distance to a target: the weights are known after each step. */
const towardsTarget: Training = {
  name: "towards a target",
  start: zeros([40, 100]),
  step: (weights) => {
    const { value, gradient } = both(weights);
    return { value, weights: sub(weights, mul(gradient, rate / 2)) };
  },
};

const largest = ({ data }: Tensor): number => {
  let most = 0;
  for (const each of data) most = Math.max(most, Math.abs(each));
  return most;
};
const bytesOf = ({ data }: Tensor): Buffer => Buffer.from(data.buffer, data.byteOffset, data.byteLength);
const sameBits = (a: Tensor, b: Tensor): boolean => bytesOf(a).equals(bytesOf(b));

describe.each(mannerNames)("%s", (manner) => {
  test("ends where it should, step for step", async () => {
    for (const steps of [1, 2, 20]) {
      const visited: number[] = [];
      const weights = await manners[manner](towardsTarget, steps, (step) => visited.push(step));
      expect(visited).toEqual(Array.from({ length: steps }, (_, i) => i));
      const share = 1 - (1 - rate) ** steps;
      expect(largest(sub(weights, mul(target, share)))).toBeLessThan(1e-6);
    }
    expect(largest(towardsTarget.start)).toBe(0);
  });

  test.each(trainingNames)("the same bits as by hand: %s", async (name) => {
    const training = makeTraining(name);
    const weights = await manners[manner](training, 3, () => undefined);
    const { step, start } = training;
    expect(sameBits(weights, step(step(step(start).weights).weights).weights)).toBe(true);
  });
});

test("the kernels' memory grows no further after the first steps", () => {
  for (const manner of [manners.scopeAndDispose, manners.explicit]) {
    manner(towardsTarget, 2, () => undefined);
    const before = kernelMemory().buffer.byteLength;
    manner(towardsTarget, 40, () => undefined);
    expect(kernelMemory().buffer.byteLength).toBe(before);
  }
});

test("values stay what they were while their memory goes from hand to hand", () => {
  const results = Array.from({ length: 30 }, (_, i) => scope(() => mul(sub(target, i), square(sub(target, i)))));
  for (const [i, result] of results.entries())
    expect(sameBits(result, mul(sub(target, i), square(sub(target, i))))).toBe(true);
});
