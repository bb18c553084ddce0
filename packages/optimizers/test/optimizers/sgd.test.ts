import { tensor } from "@surprisal/tensor";
import { expect, test } from "vitest";
import { sgd, stepDecay } from "../../src/index.ts";
import { expectClose, expectSamePath, torchSgd, trajectory } from "./pytorch.ts";

test("as PyTorch's SGD", () => {
  expectSamePath(sgd({ learningRate: 0.1 }), torchSgd(0.1, 0, false));
});

test("worked by hand: 1 − 0.1·2 = 0.8, 0.8 + 0.1·3 = 1.1, and 0 leaves it there", () => {
  expectClose(trajectory(sgd({ learningRate: 0.1 }), 1, [2, -3, 0]), [0.8, 1.1, 1.1]);
});

test("a schedule counts from 0", () => {
  const learningRate = stepDecay({ initial: 1, factor: 0.1, every: 2 });
  expectClose(trajectory(sgd({ learningRate }), 0, [1, 1, 1, 1, 1]), [-1, -2, -2.1, -2.2, -2.21]);
});

test("a whole model: structure kept, weights given untouched", () => {
  const optimizer = sgd({ learningRate: 0.5 });
  const weights = { layers: [{ slope: tensor([[1, 2]]), intercept: tensor(1) }] };
  const gradient = { layers: [{ slope: tensor([[2, 2]]), intercept: tensor(-2) }] };
  const result = optimizer.step(gradient, optimizer.init(weights), weights);
  expect(result.weights.layers[0]?.slope.toArray()).toEqual([[0, 1]]);
  expect(result.weights.layers[0]?.intercept.item()).toBe(2);
  expect(result.state).toEqual({ step: 1 });
  expect(weights.layers[0]?.slope.toArray()).toEqual([[1, 2]]);
});
