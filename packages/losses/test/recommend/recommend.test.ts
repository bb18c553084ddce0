import { tensor } from "@surprisal/tensor";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ParameterError } from "@surprisal/contract";
import { recommend, type Question, type Task } from "../../src/recommend/index.ts";

const names = (question: Question): string[] => recommend(question).map(({ name }) => name);

describe("sensible questions", () => {
  test("several classes, nothing else known: cross-entropy, because it is proper, convex and smooth", () => {
    const [first] = recommend({ task: "multiclass", classes: 10 });
    expect(first).toMatchObject({ name: "crossEntropy", parameters: {}, reservations: [] });
    expect(first?.reasons.map((reason) => reason.split(":")[0])).toEqual([
      "strictly proper",
      "classification-calibrated",
      "convex in the prediction",
      "twice continuously differentiable",
      "smooth",
      "the best constant is known",
    ]);
  });

  test("many wrong labels: symmetric losses first, then bounded ones", () => {
    const found = recommend({ task: "multiclass", classes: 10, labelNoise: 0.4 });
    const traits = found.map(({ loss }) => loss.traits);
    const symmetric = traits.map((each) => each.symmetric === true);
    expect(symmetric.slice(0, 2)).toEqual([true, true]);
    expect(symmetric).toEqual(symmetric.toSorted((a, b) => Number(b) - Number(a)));
    for (const each of traits) expect(each.bounded).toBeTypeOf("number");
    expect(found[0]?.reasons[0]).toContain("up to 90 % of wrong labels");
    expect(found[0]?.reservations[0]).toContain("not convex");
    expect(names({ task: "binary", labelNoise: 0.3 })[0]).toBe("sigmoidRamp");
  });

  test("more wrong labels than right ones: symmetry is no reason any more", () => {
    for (const { reasons } of recommend({ task: "binary", labelNoise: 0.6 })) {
      expect(reasons.join()).not.toContain("symmetric");
    }
  });

  test("a few wrong labels, and probabilities are wanted: bounded proper scores", () => {
    const found = recommend({ task: "multiclass", labelNoise: 0.2, needProbabilities: true });
    expect(found.slice(0, 2).map(({ name }) => name)).toEqual(["brierScore", "sphericalScore"]);
    for (const { loss, reasons } of found) {
      expect(loss.traits.proper).toBeTruthy();
      expect(reasons[0]).toMatch(/^strictly proper/);
    }
  });

  test("rare classes: losses that are told how rare, with these parameters set", () => {
    const [first, second] = recommend({ task: "multiclass", classes: [900, 90, 10] });
    expect([first?.name, second?.name]).toEqual(["classBalancedCrossEntropy", "logitAdjustedCrossEntropy"]);
    expect(first?.parameters).toEqual({ counts: [900, 90, 10] });
    expect(second?.parameters).toEqual({ prior: [0.9, 0.09, 0.01] });
    // It is ready to be called: at equal logits the rare class costs more.
    const flat = tensor(new Float64Array(6), { shape: [2, 3] });
    const [frequent, rare] = second?.loss(flat, new Int32Array([0, 2])).data ?? [];
    expect(frequent).toBeCloseTo(-Math.log(0.9), 12);
    expect(rare).toBeCloseTo(-Math.log(0.01), 12);
    expect(recommend({ task: "binary", imbalance: 20 })[0]).toMatchObject({
      name: "binaryCrossEntropy",
      parameters: { positiveWeight: 20 },
    });
    expect(recommend({ task: "binary", classes: [1, 4] })[0]?.parameters).toEqual({ positiveWeight: 0.25 });
    expect(recommend({ task: "multilabel", classes: 7, imbalance: 20 })[0]?.parameters).toEqual({ positiveWeight: 20 });
  });

  test("numbers: squared error; with outliers those whose pull has a limit", () => {
    expect(names({ task: "regression" })[0]).toBe("squaredError");
    const robust = recommend({ task: "regression", labelNoise: 0.1 });
    expect(robust.map(({ name }) => name)).toContain("huber");
    for (const { loss, reasons } of robust) {
      expect(loss.traits.lipschitz).toBeTypeOf("number");
      expect(reasons.join()).toContain("Lipschitz: one example pulls with at most");
    }
    expect(names({ task: "regression", labelNoise: 0.1 })).not.toContain("squaredError");
  });

  test("ordered classes, labels that hold together, amounts", () => {
    expect(names({ task: "ordinal" })).toEqual(["rankedProbabilityScore", "coral"]);
    expect(names({ task: "ordinal", needProbabilities: true })).toEqual(["rankedProbabilityScore"]);
    expect(names({ task: "multilabel" })[0]).toBe("binaryCrossEntropy");
    expect(names({ task: "amounts" })).toContain("halfPoissonDeviance");
    expect(names({ task: "amounts", needProbabilities: true })).toEqual([]);
  });
});

test("a loss that is another one at its parameters is not named beside it", () => {
  const all = names({ task: "regression", count: 100 });
  // At their defaults quantile and expectile are halves of absolute and squared error, smoothL1 is huber.
  for (const double of ["quantile", "expectile", "smoothL1"]) expect(all).not.toContain(double);
  expect(all).toEqual(expect.arrayContaining(["absoluteError", "squaredError", "huber"]));
});

test("whatever is asked, answers are few, fit the task, and each reason is a claim of the loss", () => {
  const question = fc.record({
    task: fc.constantFrom<Task>("binary", "multiclass", "multilabel", "ordinal", "regression", "amounts"),
    imbalance: fc.constantFrom(1, 3, 100),
    labelNoise: fc.constantFrom(0, 0.05, 0.3, 0.9),
    needProbabilities: fc.boolean(),
    count: fc.integer({ min: 1, max: 8 }),
  });
  fc.assert(
    fc.property(question, (asked) => {
      const found = recommend(asked);
      expect(found.length).toBeLessThanOrEqual(asked.count);
      for (const { loss, reasons, reservations } of found) {
        const { bounded, calibrated, convex, favorsRareClasses, proper, symmetric } = loss.traits;
        const said = (start: string): boolean => [...reasons, ...reservations].some((text) => text.startsWith(start));
        if (said("strictly proper") || asked.needProbabilities) expect(proper).toBeTruthy();
        if (said("symmetric")) expect(symmetric).toBe(true);
        if (said("bounded")) expect(bounded).toBeTypeOf("number");
        if (said("convex")) expect(convex).toBe(true);
        if (said("not convex")) expect(convex).toBe(false);
        if (said("favors rare")) expect(favorsRareClasses).toBe(true);
        if (!asked.needProbabilities && calibrated === false) expect(favorsRareClasses).toBe(true);
      }
    }),
    { numRuns: 60 },
  );
});

test.each<[string, Question, string]>([
  ["task", { task: "clustering" as Task }, "task is clustering, expected binary, multiclass, multilabel"],
  ["classes", { task: "multiclass", classes: 1 }, "classes is 1, expected 2 or more"],
  ["classes of a binary task", { task: "binary", classes: 3 }, "classes is 3, expected 2, for a binary task"],
  ["counts", { task: "multiclass", classes: [3, 0] }, "classes[1] is 0, expected a finite number above 0"],
  ["imbalance beside counts", { task: "multiclass", classes: [3, 1], imbalance: 3 }, "imbalance is 3, expected none"],
  ["imbalance", { task: "multiclass", imbalance: 0.5 }, "imbalance is 0.5, expected a finite number from 1"],
  ["labelNoise", { task: "binary", labelNoise: 1 }, "labelNoise is 1, expected [0, 1)"],
  ["name", { task: "binary", noise: 0.1 } as Question, "unknown part of the question noise, expected task, imbalance"],
  ["count", { task: "binary", count: 0 }, "count is 0, expected a whole number from 1"],
])("a wrong %s is refused", (_, question, message) => {
  expect(() => recommend(question)).toThrow(ParameterError);
  expect(() => recommend(question)).toThrow(`recommend: ${message}`);
});
