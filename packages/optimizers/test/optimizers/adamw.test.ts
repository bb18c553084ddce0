import { expect, test } from "vitest";
import { adam, adamw, addDecayedWeights, chain } from "../../src/index.ts";
import { expectClose, expectSamePath, torchAdamW, trajectory } from "./pytorch.ts";

test("as PyTorch's AdamW", () => {
  expectSamePath(adamw(), torchAdamW(1e-3, 0.9, 0.999, 1e-8, 0.01));
  expectSamePath(
    adamw({ learningRate: 0.5, beta1: 0.5, beta2: 0.75, epsilon: 1e-3, weightDecay: 0.2 }),
    torchAdamW(0.5, 0.5, 0.75, 1e-3, 0.2),
  );
});

test("worked by hand, β₁ = β₂ = ½, rate ½, decay ½: a quarter of the weight and half of Adam's step", () => {
  // Adam's steps for the gradients 2 and −1 are 1 and 0: 8 − 2 − ½ = 5.5; 5.5 − 1.375 = 4.125.
  const optimizer = adamw({ learningRate: 0.5, beta1: 0.5, beta2: 0.5, epsilon: 1e-300, weightDecay: 0.5 });
  expectClose(trajectory(optimizer, 8, [2, -1]), [5.5, 4.125]);
});

test("without decay it is Adam; decay within the gradient is something else", () => {
  const gradients = [1, -2, 0.5];
  expect(trajectory(adamw({ weightDecay: 0 }), 3, gradients)).toEqual(trajectory(adam(), 3, gradients));
  const coupled = trajectory(chain(addDecayedWeights(0.5), adam({ learningRate: 0.1 })), 3, gradients);
  const decoupled = trajectory(adamw({ learningRate: 0.1, weightDecay: 0.5 }), 3, gradients);
  expect(Math.abs(coupled.at(-1)! - decoupled.at(-1)!)).toBeGreaterThan(0.05);
});
