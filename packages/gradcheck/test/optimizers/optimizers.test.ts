import { defineOptimizer, defineTreeOptimizer, type Optimizer } from "@surprisal/contract";
import { add, cast, full, mul, tensor, treeLeaves } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import { LawError, lawsOfOptimizer, optimizerLaws, type OptimizerLaw } from "../../src/index.ts";

const descent = defineOptimizer({
  name: "descent",
  init: () => ({ steps: 0 }),
  step: (gradient, { steps }) => ({ update: mul(gradient, 0.1), state: { steps: steps + 1 } }),
});

describe("plain gradient descent is sound", () => {
  for (const { name, check } of lawsOfOptimizer(descent)) test(name, check);
});

test("laws that do not apply are left out", () => {
  const names = lawsOfOptimizer(descent, { leafByLeaf: false, rests: false, converges: false }).map(({ name }) => name);
  expect(names).toHaveLength(4);
});

const rule = (step: Parameters<typeof defineOptimizer<null>>[0]["step"]): Optimizer =>
  defineOptimizer({ name: "faulty", init: () => null, step });

const faults: readonly [string, OptimizerLaw, Optimizer][] = [
  [
    "an update in another dtype",
    optimizerLaws.keepsStructure,
    rule((gradient, state) => ({ update: cast(gradient, "float64"), state })),
  ],
  [
    "a state written in place",
    optimizerLaws.isPure,
    defineOptimizer<{ step: number }>({
      name: "faulty",
      init: () => ({ step: 0 }),
      step: (gradient, state) => ({ update: mul(gradient, ++state.step), state }),
    }),
  ],
  [
    "a step of its own",
    optimizerLaws.stepsByItsUpdate,
    {
      ...rule((gradient, state) => ({ update: gradient, state })),
      step: (gradient, state) => ({ weights: gradient, state }),
    },
  ],
  [
    "a state in a Map",
    optimizerLaws.hasPlainState,
    defineTreeOptimizer({
      name: "faulty",
      init: () => new Map(),
      update: (gradient, state) => ({ update: gradient, state }),
    }),
  ],
  [
    "a step that depends on the number of arrays",
    optimizerLaws.stepsLeafByLeaf,
    {
      ...descent,
      name: "faulty",
      step: (gradient, state, weights) =>
        treeLeaves(weights).length > 1 ? { weights, state } : descent.step(gradient, state as never, weights),
    },
  ],
  [
    "weights that drift by themselves",
    optimizerLaws.restsWithoutGradient,
    rule((gradient, state) => ({ update: add(gradient, full(gradient.shape, 0.5, { dtype: gradient.dtype })), state })),
  ],
  [
    "an update of the wrong sign",
    optimizerLaws.convergesOnQuadratic,
    rule((gradient, state) => ({ update: mul(gradient, -0.1), state })),
  ],
];

test.each(faults)("%s", (_, law, optimizer) => {
  law.check(descent);
  expect(() => law.check(optimizer)).toThrow(LawError);
  expect(() => law.check(optimizer)).toThrow(`faulty breaks the law "${law.name}"`);
});

test("every law of optimizers catches a fault, and tells the seed", () => {
  expect(faults.map(([, law]) => law)).toEqual(Object.values(optimizerLaws));
  const climbing = rule((gradient, state) => ({ update: mul(gradient, -0.1), state }));
  expect(() => optimizerLaws.convergesOnQuadratic.check(climbing, { seed: 5 })).toThrow("seed: 5");
  expect(climbing.step(tensor(1), [null], tensor(2)).weights.item()).toBeCloseTo(2.1, 6);
});
