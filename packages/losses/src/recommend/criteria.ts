import type { Loss, OptimalConstant, Traits } from "@surprisal/contract";
import type { CheckedQuestion } from "./question.ts";

/** What speaks for a loss, or against it, where a claim holds. */
export interface Criterion {
  /** How much it counts for this question; 0 not at all, below 0 against the loss. */
  readonly weight: (question: CheckedQuestion) => number;
  /** The reason, in terms of the claim; undefined where the claim does not hold. */
  readonly reason: (traits: Traits, question: CheckedQuestion, loss: Loss) => string | undefined;
}

const number = (value: number): string => String(Number(value.toPrecision(3)));
const percent = (share: number): string => `${number(100 * share)} %`;

const isClassification = ({ task }: CheckedQuestion): boolean => task !== "regression" && task !== "amounts";
/** From 0 without wrong labels to 1 where every fifth is. */
const noise = ({ labelNoise }: CheckedQuestion): number => Math.min(1, 5 * labelNoise);
/** From 0 where all classes are equally frequent to 1 where one is ten times as frequent as another. */
const skew = ({ imbalance }: CheckedQuestion): number => Math.min(1, Math.log10(imbalance));

export const criteria: readonly Criterion[] = [
  {
    weight: (question) => (question.needProbabilities ? 2 : isClassification(question) ? 1 - noise(question) : 0),
    reason: ({ proper }) =>
      proper === undefined || proper === false
        ? undefined
        : `strictly proper: ${typeof proper === "string" ? proper : proper.formula} of the prediction estimates the probabilities`,
  },
  {
    weight: (question) => (isClassification(question) ? 4 * noise(question) : 0),
    reason: ({ symmetric }, { counts, labelNoise }) =>
      symmetric === true && labelNoise < 1 - 1 / counts.length
        ? `symmetric: up to ${percent(1 - 1 / counts.length)} of wrong labels, uniformly spread, do not move the minimum`
        : undefined,
  },
  {
    weight: (question) => 2 * noise(question),
    reason: ({ bounded }) =>
      typeof bounded === "number" ? `bounded: one wrong target costs at most ${number(bounded)}` : undefined,
  },
  {
    weight: (question) => 2 * noise(question),
    reason: ({ lipschitz }) =>
      typeof lipschitz === "number" ? `Lipschitz: one example pulls with at most ${number(lipschitz)}` : undefined,
  },
  {
    weight: (question) => -2 * noise(question),
    reason: ({ bounded, lipschitz }) =>
      bounded === false && lipschitz === false
        ? "neither bounded nor Lipschitz: one wrong target can outweigh all others"
        : undefined,
  },
  {
    weight: (question) => (isClassification(question) ? 3 * skew(question) : 0),
    reason: ({ favorsRareClasses }) =>
      favorsRareClasses === true
        ? "favors rare classes: of two equally likely ones the rarer gets the higher score"
        : undefined,
  },
  {
    weight: (question) => (isClassification(question) ? 1 : 0),
    reason: ({ calibrated }) =>
      calibrated === true ? "classification-calibrated: at its minimum the most probable class comes first" : undefined,
  },
  {
    weight: () => 1,
    reason: ({ convex }) => (convex === true ? "convex in the prediction: a linear model has one minimum" : undefined),
  },
  {
    weight: () => -0.5,
    reason: ({ convex }) =>
      convex === false ? "not convex: where training ends depends on where it starts" : undefined,
  },
  {
    weight: () => 0.5,
    reason: ({ differentiable }) =>
      differentiable === 2 ? "twice continuously differentiable: Newton's method applies" : undefined,
  },
  {
    weight: () => -0.25,
    reason: ({ differentiable }) =>
      differentiable === 0 ? "has kinks: methods of second order do not apply" : undefined,
  },
  {
    weight: () => 0.5,
    reason: ({ smoothness }) =>
      typeof smoothness === "number" && smoothness > 0
        ? `smooth: steps of 1/${number(smoothness)} are safe for gradient descent on the prediction`
        : undefined,
  },
  {
    weight: () => 0.25,
    reason: ({ optimalConstant }) =>
      optimalConstant === undefined ? undefined : `the best constant is known: ${constant(optimalConstant)}`,
  },
  {
    weight: () => -0.5,
    reason: (_, __, { prediction }) =>
      prediction === "logits" || prediction === "real" ? undefined : `takes ${words[prediction]}, not any numbers`,
  },
];

const words = { logProbabilities: "logarithms of probabilities", probabilities: "probabilities" } as const;

const constant = (claimed: OptimalConstant): string =>
  typeof claimed === "string" ? claimed : JSON.stringify(claimed);
