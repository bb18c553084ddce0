import { describe, expect, it } from "vitest";
import { adamStep, momentumStep, startThreads, stopThreads } from "@surprisal/kernels";
import { everywhere, type FloatArray, type Floats, isUntouchedAround, lengths, someNumbers, types } from "./places.ts";

interface Rule {
  readonly name: string;
  /** Weights, gradient, then what is remembered. */
  readonly arrays: number;
  readonly run: (arrays: readonly Floats[], step: number) => void;
  /** The same for one place, in float64. */
  readonly plainly: (place: readonly number[], step: number) => readonly number[];
}

const adam = { learningRate: 0.01, beta1: 0.8, beta2: 0.95, epsilon: 1e-6 };

const adamRule = (weightDecay: number): Rule => ({
  name: `adamStep, decay ${weightDecay}`,
  arrays: 4,
  run: ([w, g, m, v], step) => adamStep(w!, g!, m!, v!, { ...adam, step, weightDecay }),
  plainly: ([w, g, m, v], step) => {
    const { learningRate, beta1, beta2, epsilon } = adam;
    const [mean, square] = [beta1 * m! + (1 - beta1) * g!, beta2 * v! + (1 - beta2) * g! ** 2];
    const size = Math.sqrt(square / (1 - beta2 ** step)) + epsilon;
    return [w! - learningRate * (mean / (1 - beta1 ** step) / size + weightDecay * w!), g!, mean, square];
  },
});

const momentumRule = (nesterov: boolean): Rule => ({
  name: `momentumStep, nesterov ${nesterov}`,
  arrays: 3,
  run: ([w, g, u]) => momentumStep(w!, g!, u!, { learningRate: 0.01, momentum: 0.8, nesterov }),
  plainly: ([w, g, u]) => {
    const velocity = 0.8 * u! + g!;
    return [w! - 0.01 * (nesterov ? 0.8 * velocity + g! : velocity), g!, velocity];
  },
});

const rules = [adamRule(0), adamRule(0.1), momentumRule(false), momentumRule(true)];

/** Weights and gradients; nothing is remembered yet. */
const startOf = (Type: FloatArray, length: number, { arrays }: Rule): Floats[] =>
  Array.from({ length: arrays }, (_, n) => (n < 2 ? someNumbers(Type, length, n + 1) : new Type(length)));

describe.each(types)("%o", (Type: FloatArray) => {
  it.each(rules)("$name is the rule for every length, wherever the arrays lie", (rule) => {
    const tolerance = Type === Float32Array ? 1e-6 : 1e-14;
    for (const length of lengths) {
      const start = startOf(Type, length, rule);
      const plain = start.map((each) => Float64Array.from(each));
      for (const step of [1, 2, 3]) {
        for (let i = 0; i < length; i++) {
          const place = rule.plainly(
            plain.map((each) => each[i] as number),
            step,
          );
          for (const [n, each] of place.entries()) plain[n]![i] = each;
        }
      }
      for (const k of [0, 1, 2, 3]) {
        // The last one takes a mixture of places.
        const places = start.map((each, n) => everywhere(each)[k === 3 ? n % 2 : k]!);
        const arrays = places.map(({ array }) => array);
        for (const step of [1, 2, 3]) rule.run(arrays, step);
        for (const [n, array] of arrays.entries()) {
          for (const [i, found] of array.entries()) {
            const [expected, first] = [plain[n]![i] as number, Math.abs(start[0]![i] as number)];
            // Of a weight, what is rounded is what it began with.
            const size = n === 0 ? Math.max(Math.abs(expected), first) : Math.max(Math.abs(expected), 1e-30);
            if (Math.abs(found - expected) > tolerance * size) expect({ length, n, i, found }).toBe(expected);
          }
          expect(isUntouchedAround(array)).toBe(true);
        }
        for (const { free } of places) free();
      }
    }
  });

  it.each(rules)("$name has the same bits on several threads", async (rule) => {
    const start = startOf(Type, 100_003, rule);
    const [one, three] = [0, 1].map(() => start.map((each) => everywhere(each)[1]!.array)) as [Floats[], Floats[]];
    rule.run(one, 1);
    try {
      await startThreads(3);
      rule.run(three, 1);
    } finally {
      await stopThreads();
    }
    expect(three).toEqual(one);
  });
});

describe("adamStep", () => {
  it("refuses what does not go together, and a step that is none", () => {
    const [x, y] = [new Float32Array(2), new Float32Array(3)];
    expect(() => adamStep(x, y, x, x, { step: 1, learningRate: 0.1 })).toThrow(
      new RangeError("adamStep: gradient has 3 numbers, expected 2 as weights"),
    );
    expect(() => adamStep(x, x, x, x, { step: 0, learningRate: 0.1 })).toThrow(
      new RangeError("adamStep: step is 0, expected a number from 1"),
    );
    expect(() => momentumStep(x, x, new Float64Array(2), { learningRate: 0.1 })).toThrow(
      new TypeError("momentumStep: velocity is a Float64Array, expected a Float32Array as weights"),
    );
  });
});
