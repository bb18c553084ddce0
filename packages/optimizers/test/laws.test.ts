import { defineOptimizer, defineTreeOptimizer, type Optimizer } from "@surprisal/contract";
import { lawsOfOptimizer, optimizerLaws, type OptimizerLaw, type OptimizerLawOptions } from "@surprisal/gradcheck";
import { cast, mul, tensor, zeros } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import {
  accumulateMomentum,
  adam,
  adamw,
  addDecayedWeights,
  chain,
  clipByGlobalNorm,
  clipByValue,
  cosineDecay,
  momentum,
  nesterov,
  scaleByAdam,
  scaleBySchedule,
  sgd,
} from "../src/index.ts";
const fading = cosineDecay({ initial: 0.5, steps: 2000 });
const transform = { converges: false };

const table: readonly [Optimizer, OptimizerLawOptions][] = [
  [sgd({ learningRate: 0.1 }), {}],
  [momentum({ learningRate: 0.02 }), {}],
  [nesterov({ learningRate: 0.02 }), {}],
  [adam({ learningRate: fading }), {}],
  [adamw({ learningRate: fading, weightDecay: 0.001 }), { rests: false }],
  [accumulateMomentum(), transform],
  [scaleByAdam(), transform],
  [scaleBySchedule((step) => 1 / (step + 1)), transform],
  [addDecayedWeights(0.1), { rests: false, converges: false }],
  [clipByValue(1), transform],
  [clipByGlobalNorm(1), { leafByLeaf: false, converges: false }],
  [chain(clipByGlobalNorm(1), adam({ learningRate: fading })), { leafByLeaf: false }],
];

describe.each(table.map(([optimizer, options]) => ({ name: optimizer.name, optimizer, options })))(
  "$name",
  ({ optimizer, options }) => {
    for (const { name, check } of lawsOfOptimizer(optimizer, options)) test(name, check);
  },
);

describe("the laws bite", () => {
  const faults: readonly [string, OptimizerLaw, Optimizer][] = [
    [
      "an update in another dtype",
      optimizerLaws.keepsStructure,
      defineOptimizer({
        name: "wide",
        init: () => null,
        step: (gradient, state) => ({ update: cast(gradient, "float64"), state }),
      }),
    ],
    [
      "a state written in place",
      optimizerLaws.isPure,
      defineOptimizer<{ step: number }>({
        name: "impure",
        init: () => ({ step: 0 }),
        step: (gradient, state) => ({ update: mul(gradient, ++state.step), state }),
      }),
    ],
    [
      "a step of its own",
      optimizerLaws.stepsByItsUpdate,
      { ...sgd({ learningRate: 1 }), step: (gradient, state) => ({ weights: gradient, state }) },
    ],
    [
      "a state in a Map",
      optimizerLaws.hasPlainState,
      defineTreeOptimizer({
        name: "mapped",
        init: () => new Map(),
        update: (gradient, state) => ({ update: gradient, state }),
      }),
    ],
    ["a norm over all leaves", optimizerLaws.stepsLeafByLeaf, clipByGlobalNorm(1)],
    ["weight decay", optimizerLaws.restsWithoutGradient, adamw()],
    [
      "an update of the wrong sign",
      optimizerLaws.convergesOnQuadratic,
      defineOptimizer({
        name: "ascent",
        init: () => null,
        step: (gradient, state) => ({ update: mul(gradient, -0.1), state }),
      }),
    ],
    ["a learning rate that is too high", optimizerLaws.convergesOnQuadratic, sgd({ learningRate: 1.1 })],
  ];
  test.each(faults)("%s", (_, law, optimizer) => {
    expect(() => law.check(optimizer)).toThrow("Property failed");
  });
});

describe("bad input", () => {
  const optimizer = adam();
  const weights = { slope: tensor([1, 2]) };

  test("shapes, dtypes, structure and state that do not fit", () => {
    const state = optimizer.init(weights);
    expect(() => optimizer.step({ slope: tensor([1]) }, state, weights)).toThrow(
      "adam: gradient has shape [1], expected [2] as its weight",
    );
    expect(() => optimizer.step({ slope: zeros([2], { dtype: "float64" }) }, state, weights)).toThrow(
      "adam: gradient holds float64, expected float32 as its weight",
    );
    expect(() => optimizer.step(tensor([1], { dtype: "int32" }), state, tensor([1], { dtype: "int32" }))).toThrow(
      "adam: weights hold int32, expected float32 or float64",
    );
    expect(() => optimizer.step<object>({ other: tensor([1, 2]) }, state, weights)).toThrow("structure");
    expect(() => optimizer.step([tensor(1), tensor(2)], state, [tensor(1), tensor(2)])).toThrow(
      "adam: state has 1 entries, expected 2",
    );
  });

  test.each([
    [() => sgd({ learningRate: -1 }), "sgd: learningRate is -1, expected a number from 0"],
    [() => adam({ learningRate: Number.NaN }), "adam: learningRate is NaN"],
    [() => adam({ beta1: 1 }), "adam: beta1 is 1, expected [0, 1)"],
    [() => adamw({ beta2: -0.1 }), "adamw: beta2 is -0.1"],
    [() => adamw({ weightDecay: -1 }), "adamw: weightDecay is -1"],
    [() => adam({ epsilon: 0 }), "adam: epsilon is 0, expected a number above 0"],
    [() => momentum({ learningRate: 1, momentum: 1 }), "momentum: momentum is 1, expected [0, 1)"],
    [() => nesterov({ learningRate: 1, momentum: -1 }), "nesterov: momentum is -1"],
    [() => clipByValue(0), "clipByValue: limit is 0"],
    [() => clipByGlobalNorm(Number.NaN), "clipByGlobalNorm: limit is NaN"],
    [() => addDecayedWeights(-1), "addDecayedWeights: decay is -1"],
    [() => scaleBySchedule(Infinity), "scaleBySchedule: learningRate is Infinity"],
  ])("%s", (make, message) => {
    expect(make).toThrow(message);
  });

  test("a schedule that goes wrong is named with its step", () => {
    const broken = sgd({ learningRate: (step) => 1 - step });
    let current = tensor(1);
    let state = broken.init(current);
    for (let i = 0; i < 2; i++) ({ weights: current, state } = broken.step(tensor(1), state, current));
    expect(() => broken.step(tensor(1), state, current)).toThrow("sgd: learningRate(2) is -1");
  });

  test("a learning rate of 0 is no error", () => {
    const still = sgd({ learningRate: 0 });
    expect(still.step(tensor(3), still.init(tensor(2)), tensor(2)).weights.item()).toBe(2);
  });
});
