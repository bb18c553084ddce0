import { describe, expect, test } from "vitest";
import { recommend, type Question } from "../../src/recommend/index.ts";

// What stands beside an answer is read by people, and so is the order of the answers: a change of either is to be seen, and meant.

const answer = (question: Question, loss: string): readonly [readonly string[], readonly string[]] => {
  const found = recommend({ ...question, count: 100 }).find(({ name }) => name === loss);
  if (found === undefined) throw new Error(`${loss} is no answer`);
  return [found.reasons, found.reservations];
};

const convex = "convex in the prediction: a linear model has one minimum";
const notConvex = "not convex: where training ends depends on where it starts";
const smooth = "twice continuously differentiable: Newton's method applies";
const calibrated = "classification-calibrated: at its minimum the most probable class comes first";
const rare = "favors rare classes: of two equally likely ones the rarer gets the higher score";
const kinks = "has kinks: methods of second order do not apply";
const pulls = "neither bounded nor Lipschitz: one wrong target can outweigh all others";
const proper = (link: string): string => `strictly proper: ${link} of the prediction estimates the probabilities`;
const steps = (smoothness: number): string =>
  `smooth: steps of 1/${smoothness} are safe for gradient descent on the prediction`;
const lipschitz = (most: number): string => `Lipschitz: one example pulls with at most ${most}`;
const best = (constant: string): string => `the best constant is known: ${constant}`;

describe("reasons and reservations, the weightiest first", () => {
  test.each<[string, Question, readonly string[], readonly string[]]>([
    [
      "crossEntropy",
      { task: "multiclass", classes: 4, labelNoise: 0.1 },
      [lipschitz(1.41), calibrated, convex, proper("softmax"), smooth, steps(0.5), best("logPrior")],
      [],
    ],
    [
      "probabilityAbsoluteError",
      { task: "multiclass", classes: 4, labelNoise: 0.1 },
      [
        "symmetric: up to 75 % of wrong labels, uniformly spread, do not move the minimum",
        "bounded: one wrong target costs at most 2",
        lipschitz(Number(Math.SQRT1_2.toPrecision(3))),
        calibrated,
        smooth,
        steps(0.385),
      ],
      [notConvex],
    ],
    [
      "crossEntropyWithZLoss",
      { task: "multiclass", classes: 4, labelNoise: 0.1 },
      [calibrated, proper("softmax"), smooth, best("logPrior")],
      [pulls, notConvex],
    ],
    [
      "negativeLogLikelihood",
      { task: "multiclass" },
      [proper("exp"), calibrated, convex, smooth, best("logPrior")],
      ["takes logarithms of probabilities, not any numbers"],
    ],
    [
      "binaryCrossEntropyOnProbabilities",
      { task: "binary" },
      [proper("identity"), calibrated, best("mean")],
      ["takes probabilities, not any numbers"],
    ],
    ["exponential", { task: "binary" }, [proper("sigmoid(2f)"), calibrated, convex, smooth, best("halfLogit")], []],
    ["hinge", { task: "binary" }, [calibrated, convex, best("median")], [kinks]],
    [
      "binaryCrossEntropy",
      { task: "binary", imbalance: 3 },
      [rare, proper("sigmoid(x − log 3)"), convex, smooth, steps(0.75)],
      [],
    ],
    // Classes are not what these are about, nor how rare they are.
    ["squaredError", { task: "regression", labelNoise: 0.05 }, [convex, smooth, steps(2), best("mean")], [pulls]],
    ["huber", { task: "regression" }, [convex, steps(1)], []],
    ["halfPoissonDeviance", { task: "amounts", imbalance: 4 }, [convex, smooth, best("logMean")], []],
  ])("%s, of %o", (name, question, reasons, reservations) => {
    expect(answer(question, name)).toEqual([reasons, reservations]);
  });

  test("as many wrong labels as right ones, spread over all classes: symmetry is no reason", () => {
    expect(
      answer({ task: "multiclass", classes: 4, labelNoise: 0.74 }, "probabilityAbsoluteError")[0].join(),
    ).toContain("symmetric");
    const [reasons] = answer({ task: "multiclass", classes: 4, labelNoise: 0.75 }, "probabilityAbsoluteError");
    expect(reasons.join()).not.toContain("symmetric");
  });
});

describe("the order of answers", () => {
  test.each<[string, Question]>([
    ["two classes", { task: "binary" }],
    ["two classes, wrong labels", { task: "binary", labelNoise: 0.1 }],
    ["two classes, one of them rare", { task: "binary", imbalance: 5 }],
    ["several classes", { task: "multiclass" }],
    ["several classes, few wrong labels", { task: "multiclass", labelNoise: 0.02 }],
    ["several classes, wrong labels", { task: "multiclass", labelNoise: 0.1 }],
    [
      "several classes, wrong labels, probabilities wanted",
      { task: "multiclass", labelNoise: 0.1, needProbabilities: true },
    ],
    ["rare classes", { task: "multiclass", imbalance: 4 }],
    ["very rare classes", { task: "multiclass", classes: [100, 10, 1] }],
    ["rare classes, wrong labels", { task: "multiclass", imbalance: 100, labelNoise: 0.1 }],
    ["labels that hold together", { task: "multilabel", imbalance: 3 }],
    ["numbers", { task: "regression" }],
    ["numbers with outliers", { task: "regression", labelNoise: 0.05 }],
    ["amounts", { task: "amounts" }],
  ])("%s", (_, question) => {
    expect(
      recommend({ ...question, count: 12 })
        .map(({ name }) => name)
        .join(" "),
    ).toMatchSnapshot();
  });

  test("how many, and which counts, come from the question", () => {
    expect(recommend({ task: "multiclass" })).toHaveLength(5);
    expect(recommend({ task: "multiclass", count: 1 })).toHaveLength(1);
    const [told] = recommend({ task: "multiclass", imbalance: 100 });
    expect(told?.parameters).toEqual({ counts: [100, 10, 1].map((count) => expect.closeTo(count, 10)) });
    const of = (question: Question): unknown => recommend(question).map(({ name }) => name);
    expect(of({ task: "multiclass", classes: [7, 7, 7] })).toEqual(of({ task: "multiclass", classes: 3 }));
    // Symmetric up to a half of two classes, up to two thirds of three.
    expect(answer({ task: "multiclass", labelNoise: 0.1 }, "probabilityAbsoluteError")[0][0]).toContain("up to 66.7 %");
    expect(answer({ task: "binary", labelNoise: 0.1 }, "sigmoidRamp")[0][0]).toContain("up to 50 %");
  });

  test("numbers that are none are refused", () => {
    for (const [question, message] of [
      [{ task: "multiclass", classes: [1, Infinity] }, "classes[1] is Infinity, expected a finite number above 0"],
      [{ task: "multiclass", classes: [-1, 1] }, "classes[0] is -1"],
      [{ task: "multiclass", classes: 2.5 }, "classes is 2.5, expected 2 or more"],
      [{ task: "multiclass", imbalance: Infinity }, "imbalance is Infinity, expected a finite number from 1"],
      [{ task: "multiclass", imbalance: Number.NaN }, "imbalance is NaN"],
      [{ task: "multiclass", labelNoise: -0.1 }, "labelNoise is -0.1, expected [0, 1)"],
      [{ task: "multiclass", count: 1.5 }, "count is 1.5, expected a whole number from 1"],
    ] as const)
      expect(() => recommend(question)).toThrow(`recommend: ${message}`);
  });
});
