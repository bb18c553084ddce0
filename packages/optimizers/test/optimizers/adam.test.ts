import { tensor } from "@surprisal/tensor";
import { expect, test } from "vitest";
import { adam } from "../../src/index.ts";
import { expectClose, expectSamePath, torchAdamW, trajectory } from "./pytorch.ts";

test("as PyTorch's Adam", () => {
  expectSamePath(adam(), torchAdamW(1e-3, 0.9, 0.999, 1e-8, 0));
  expectSamePath(
    adam({ learningRate: 0.5, beta1: 0.5, beta2: 0.75, epsilon: 1e-3 }),
    torchAdamW(0.5, 0.5, 0.75, 1e-3, 0),
  );
});

test("worked by hand, β₁ = β₂ = ½, gradients 2 and −1", () => {
  // t = 1: m = 1, v = 2, corrected 2 and 4: step 2/2 = 1.
  // t = 2: m = 0, v = 1.5, corrected 0: step 0.
  // t = 3 with gradient 3: m = 1.5, v = 0.75 + 4.5 = 5.25; corrected by 7/8: 12/7 and 6: step (12/7)/√6 = 0.699854…
  const optimizer = adam({ learningRate: 1, beta1: 0.5, beta2: 0.5, epsilon: 1e-300 });
  expectClose(trajectory(optimizer, 0, [2, -1, 3]), [-1, -1, -1.699854212223765]);
});

test("the first step is the learning rate, whatever the size of the gradient", () => {
  for (const gradient of [1e-3, 1, 1e6]) expectClose(trajectory(adam({ learningRate: 0.1 }), 0, [gradient]), [-0.1], 5);
});

test("float32: the path of float64 within its rounding, and a zero gradient gives no NaN", () => {
  const gradients = [0.3, -0.2, 0.9, 0.1, 0];
  const optimizer = adam({ learningRate: 0.1 });
  let weights = tensor([1, 1]);
  let state = optimizer.init(weights);
  for (const gradient of gradients) ({ weights, state } = optimizer.step(tensor([gradient, 0]), state, weights));
  expect(weights.dtype).toBe("float32");
  expect(weights.data[0]).toBeCloseTo(trajectory(optimizer, 1, gradients).at(-1)!, 6);
  expect(weights.data[1]).toBe(1);
});
