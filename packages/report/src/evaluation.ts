import {
  accuracy,
  brierScore,
  confusionMatrix,
  logLoss,
  precisionRecallFscore,
  type ClassScores,
} from "@surprisal/metrics";
import { argmax, tensor } from "@surprisal/tensor";
import type { ReportInput, ReportRows } from "./input.ts";

/** How well probabilities did on some rows. */
export type Scores = {
  readonly rows: number;
  readonly right: number;
  readonly accuracy: number;
  readonly logLoss: number;
  readonly brier: number;
};

/** All that the sections say of the rows: the test rows, or the training rows where there is no test. */
export type Evaluation = {
  readonly classes: readonly string[];
  readonly heldOut: boolean;
  readonly rows: ReportRows;
  readonly predicted: Int32Array;
  readonly scores: Scores;
  /** The frequencies of the classes among the training rows, said of every row. */
  readonly baseline: Scores;
  /** The model on the rows it was fitted to. */
  readonly training: Scores;
  /** The most frequent class among the training rows. */
  readonly majority: number;
  readonly trainCounts: readonly number[];
  readonly testCounts: readonly number[] | undefined;
  /** `[actual][predicted]` */
  readonly confusion: readonly (readonly number[])[];
  readonly classScores: readonly ClassScores[];
};

const predict = (probabilities: Float64Array, classCount: number): Int32Array =>
  argmax(tensor(probabilities, { shape: [probabilities.length / classCount, classCount] })).data as Int32Array;

const countClasses = (actual: Int32Array, classCount: number): number[] => {
  const counts = Array.from({ length: classCount }, () => 0);
  for (const index of actual) counts[index] = (counts[index] ?? 0) + 1;
  return counts;
};

const score = (probabilities: Float64Array, actual: Int32Array, classCount: number): Scores => {
  const share = accuracy(predict(probabilities, classCount), actual);
  return {
    rows: actual.length,
    right: Math.round(share * actual.length),
    accuracy: share,
    logLoss: logLoss(probabilities, actual, classCount),
    brier: brierScore(probabilities, actual, classCount),
  };
};

/** Measures the model, and guessing by class frequencies, on the rows the report is about. */
export const evaluate = ({ classes, test, train }: ReportInput): Evaluation => {
  const classCount = classes.length;
  const rows = test ?? train;
  const predicted = predict(rows.probabilities, classCount);
  const trainCounts = countClasses(train.actual, classCount);
  const frequencies = Float64Array.from(trainCounts, (count) => count / train.actual.length);
  const guesses = new Float64Array(rows.probabilities.length).map((_, i) => frequencies[i % classCount] ?? 0);
  return {
    classes,
    heldOut: test !== undefined,
    rows,
    predicted,
    scores: score(rows.probabilities, rows.actual, classCount),
    baseline: score(guesses, rows.actual, classCount),
    training: score(train.probabilities, train.actual, classCount),
    majority: trainCounts.indexOf(Math.max(...trainCounts)),
    trainCounts,
    testCounts: test && countClasses(test.actual, classCount),
    confusion: confusionMatrix(predicted, rows.actual, classCount),
    classScores: precisionRecallFscore(predicted, rows.actual, classCount),
  };
};
