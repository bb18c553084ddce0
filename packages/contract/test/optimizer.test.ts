import { mul, tensor } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import { defineOptimizer, defineTreeOptimizer } from "../src/index.ts";

/** Update: gradient times the number of steps taken so far, this one included. */
const counting = defineOptimizer<{ readonly step: number }>({
  name: "counting",
  init: () => ({ step: 0 }),
  step: (gradient, { step }) => ({ update: mul(gradient, step + 1), state: { step: step + 1 } }),
});

describe("defineOptimizer", () => {
  test("lifts a rule for one array to trees: each array has its own state", () => {
    let weights = { layers: [tensor([10, 20])], scale: tensor(1) };
    const gradient = { layers: [tensor([1, 2])], scale: tensor(-1) };
    let state = counting.init(weights);
    expect(state).toEqual([{ step: 0 }, { step: 0 }]);
    for (let i = 0; i < 2; i++) ({ weights, state } = counting.step(gradient, state, weights));
    expect(weights.layers[0]?.toArray()).toEqual([7, 14]);
    expect(weights.scale.item()).toBe(4);
    expect(state).toEqual([{ step: 2 }, { step: 2 }]);
  });

  test("hands each array its own state and weight", () => {
    const shrinking = defineOptimizer<number>({
      name: "shrinking",
      init: (weight) => weight.shape[0] ?? 0,
      step: (_, state, weight) => ({ update: mul(weight, state / 10), state }),
    });
    const weights = [tensor([10]), tensor([10, 20])];
    const result = shrinking.step(weights, shrinking.init(weights), weights);
    expect(result.weights.map((weight) => weight.toArray())).toEqual([[9], [8, 16]]);
  });
});

describe("what does not fit is refused before anything is computed", () => {
  const weights = [tensor([1, 2]), tensor(3)];
  const state = counting.init(weights);

  test.each([
    ["another shape", [tensor([1, 2]), tensor([1])], "counting: gradient has shape [1], expected [] as its weight"],
    [
      "another dtype",
      [tensor([1, 2]), tensor(1, { dtype: "float64" })],
      "counting: gradient holds float64, expected float32",
    ],
    ["another structure", [tensor([1, 2])], "trees differ in structure"],
  ])("%s", (_, gradient, message) => {
    expect(() => counting.step(gradient, state, weights)).toThrow(message);
  });

  test("weights of integers", () => {
    const integers = tensor([1, 2], { dtype: "int32" });
    expect(() => counting.step(integers, [{ step: 0 }], integers)).toThrow("counting: weights hold int32");
  });

  test("the state of other weights", () => {
    expect(() => counting.step(weights, state.slice(1), weights)).toThrow("counting: state has 1 entries, expected 2");
  });
});

test("defineTreeOptimizer sees the whole tree", () => {
  const counted = defineTreeOptimizer<number>({
    name: "counted",
    init: () => 0,
    update: (gradient, state) => ({ update: gradient, state: state + 1 }),
  });
  const result = counted.step([tensor(1), tensor(2)], 4, [tensor(5), tensor(5)]);
  expect(result.weights.map((weight) => weight.item())).toEqual([4, 3]);
  expect(result.state).toBe(5);
});
