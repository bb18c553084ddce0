import { type BatchLoss, type Loss, ParameterError } from "@surprisal/contract";
import { Tensor } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import * as losses from "../src/index.ts";

// What people write their code against: a change of a name, a default, a domain or a claim is to be seen, and meant.

const all = Object.entries<unknown>(losses).filter(
  (entry): entry is [string, Loss | BatchLoss] => typeof entry[1] === "function" && "lossName" in entry[1],
);
const ofExamples = all.filter((entry): entry is [string, Loss] => "traits" in entry[1]);

/** On one line; tensors as lists, and numbers in twelve digits: what is computed of logarithms may differ in the last ones. */
const line = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) => {
    if (each instanceof Tensor) return each.toArray();
    if (typeof each !== "number") return each;
    return Number.isFinite(each) ? Number(each.toPrecision(12)) : String(each);
  });

test.each(all)("%s", (_, { lossName, parameters, specification, ...rest }) => {
  const claimed = "traits" in rest ? { prediction: rest.prediction, target: rest.target, traits: rest.traits } : {};
  expect(line({ lossName, parameters, specification, ...claimed })).toMatchSnapshot();
});

/** Numbers on both sides of where claims change. */
const numbers = [-1, 0, 0.1, 0.5, 0.75, 1, 1.5, 2, 5];
/** For parameters that are tensors. */
const tensors: Readonly<Record<string, unknown>> = {
  counts: [64, 2, 5],
  prior: [0.8, 0.15, 0.05],
  cutpoints: [-1, 1],
  otherClasses: [0, 1],
  transition: [
    [0.7, 0.2, 0.1],
    [0.05, 0.9, 0.05],
    [0.3, 0.1, 0.6],
  ],
  scale: [0.5, 2],
  variance: [0.5, 2],
};

/** The loss with one parameter changed; undefined for what is outside of the domain. */
function changed(loss: Loss, name: string, value: unknown): Loss | undefined {
  try {
    return loss.with({ [name]: value });
  } catch (error) {
    if (error instanceof ParameterError) return undefined;
    throw error;
  }
}

describe("claims that change with a parameter", () => {
  test.each(ofExamples.filter(([, { parameters }]) => Object.keys(parameters).length > 0))("%s", (_, loss) => {
    const usual: Readonly<Record<string, unknown>> = { ...loss.traits };
    const lines = Object.entries(loss.specification).flatMap(([name, { default: standard, oneOf, tensor }]) => {
      const values: readonly unknown[] = [
        ...(oneOf ?? (typeof standard === "boolean" ? [true, false] : numbers)),
        ...(tensor && name in tensors ? [tensors[name]] : []),
      ];
      return values
        .filter((value) => value !== standard)
        .flatMap((value) => {
          const other = changed(loss, name, value);
          if (other === undefined) return [];
          const traits: Readonly<Record<string, unknown>> = { ...other.traits };
          const claims = [...new Set([...Object.keys(usual), ...Object.keys(traits)])]
            .filter((claim) => line(traits[claim]) !== line(usual[claim]))
            .map((claim) => `${claim} ${line(traits[claim]) ?? "no claim"}`);
          return claims.length > 0 ? [`${name} ${line(value)}: ${claims.join(", ")}`] : [];
        });
    });
    expect(lines.join("\n")).toMatchSnapshot();
  });
});

/** Parameters that say something only together. */
const together: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
  ["activePassive", { active: "normalizedFocal", gamma: 0.5, activeWeight: 3 }],
  ["activePassive", { passive: "probabilityAbsoluteError", activeWeight: 0 }],
  ["activePassive", { activeWeight: 0, passiveWeight: 0 }],
  ["asymmetricMultilabel", { clip: 0, positiveGamma: 0, negativeGamma: 0 }],
  ["asymmetricMultilabel", { clip: 0, positiveGamma: 0, negativeGamma: 3 }],
  ["asymmetricMultilabel", { clip: 0, positiveGamma: 2, negativeGamma: 0 }],
  ["binaryCrossEntropy", { positiveWeight: [1, 2] }],
  ["biTemperedLogistic", { lossTemperature: 1, activationTemperature: 1 }],
  ["biTemperedLogistic", { lossTemperature: 1, activationTemperature: 1, labelSmoothing: 0.1 }],
  ["classBalancedCrossEntropy", { counts: [5, 5] }],
  ["classBalancedCrossEntropy", { counts: [64, 2, 5], beta: 0 }],
  ["classBalancedCrossEntropy", { counts: [64, 2, 5], beta: 0.5 }],
  ["crossEntropy", { labelSmoothing: 0.1, smoothOver: "others", maskedClasses: "excluded" }],
  ["directPreferenceOptimization", { beta: 2, labelSmoothing: 0.1 }],
  ["focalTversky", { gamma: 1, smooth: 0 }],
  [
    "forwardCorrection",
    {
      transition: [
        [1, 0],
        [0.5, 0.5],
      ],
    },
  ],
  ["gaussianNegativeLogLikelihood", { variance: 1e-9, epsilon: 0.5 }],
  ["generalRobust", { alpha: -Infinity, scale: 2 }],
  ["generalRobust", { alpha: -2, scale: 0.5 }],
  ["labelDistributionAwareMargin", { counts: [64, 2, 5], scale: 1 }],
  ["labelDistributionAwareMargin", { counts: [5, 5], scale: 1 }],
  ["logitAdjustedCrossEntropy", { prior: [0.5, 0.5] }],
  ["logitAdjustedCrossEntropy", { prior: [0.9, 0.1], strength: 0 }],
  ["multiMargin", { power: 2, margin: 0 }],
  ["multiMargin", { power: 2, margin: 0.5 }],
  ["poissonNegativeLogLikelihood", { logInput: false, full: true }],
  ["sigmoidFocal", { gamma: 0, positiveWeight: 1, negativeWeight: 1 }],
  ["sigmoidFocal", { gamma: 2, positiveWeight: 0.5, negativeWeight: 0.5 }],
  ["sigmoidFocal", { positiveWeight: 0, negativeWeight: 0 }],
  ["softmaxFocal", { gamma: 0 }],
  ["studentTNegativeLogLikelihood", { degreesOfFreedom: 2, scale: 0.5 }],
  ["symmetricCrossEntropy", { crossEntropyWeight: 0, reverseWeight: 2, logZero: -3 }],
  ["symmetricCrossEntropy", { crossEntropyWeight: 0, reverseWeight: 0 }],
  ["tversky", { alpha: 0.3, beta: 0.7, smooth: 0 }],
  ["vectorScaling", { counts: [64, 2, 5], multiplicativeStrength: 0, additiveStrength: 0 }],
  ["vectorScaling", { counts: [64, 2, 5], multiplicativeStrength: 0 }],
  ["vectorScaling", { counts: [5, 5], multiplicativeStrength: 0 }],
  ["vectorScaling", { counts: [64, 2, 5], additiveStrength: 0 }],
];

describe("claims of parameters together", () => {
  test.each(together.map(([name, parameters]) => [name, line(parameters), parameters] as const))(
    "%s %s",
    (name, _, parameters) => {
      const found = ofExamples.find(([each]) => each === name);
      expect(line(found?.[1].with(parameters).traits)).toMatchSnapshot();
    },
  );
});
