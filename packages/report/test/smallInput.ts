import type { ReportInput } from "../src/index.ts";

const rows = (probabilities: readonly (readonly number[])[], actual: readonly number[], firstRow = 1) => ({
  probabilities: Float64Array.from(probabilities.flat()),
  actual: Int32Array.from(actual),
  rowNumbers: Int32Array.from(actual, (_, i) => firstRow + i),
});

/**
 * Three classes, numbers to be checked by hand. Of the five test rows three are right, their actual classes have the
 * probabilities 1/2, 1/4, 1/2, 1/8 and 1/2: 1 + 2 + 1 + 3 + 1 = 8 bits.
 */
export const smallInput: ReportInput = {
  date: "2026-11-24",
  software: "surprisal 0.1.0",
  data: {
    file: "fruit.csv",
    target: "kind",
    split: "by hand",
    columns: [
      { name: "weight", kind: "numeric", missing: 1 },
      { name: "colour", kind: "categorical", missing: 0, levels: 2 },
    ],
    standardized: true,
  },
  model: { name: "softmax regression", c: 0.5, path: "fruit.json" },
  fit: {
    iterations: 3,
    converged: true,
    reason: "gradient",
    history: [
      { iteration: 1, objective: 4.5, gradientNorm: 1 },
      { iteration: 2, objective: 3.25, gradientNorm: 0.01 },
      { iteration: 3, objective: 3.125, gradientNorm: 1e-7 },
    ],
  },
  classes: ["apple", "pear", "plum"],
  coefficients: [
    { feature: "weight", className: "apple", value: 0.25 },
    { feature: "weight", className: "pear", value: -1.5 },
    { feature: "weight", className: "plum", value: 1.25 },
    { feature: "colour = red", className: "apple", value: 2 },
    { feature: "colour = red", className: "pear", value: -0.75 },
    { feature: "colour = red", className: "plum", value: -1.25 },
  ],
  train: rows(
    [
      [0.75, 0.125, 0.125],
      [0.5, 0.25, 0.25],
      [0.25, 0.5, 0.25],
      [0.25, 0.25, 0.5],
    ],
    [0, 0, 1, 2],
  ),
  test: rows(
    [
      [0.5, 0.25, 0.25],
      [0.5, 0.25, 0.25],
      [0.25, 0.5, 0.25],
      [0.75, 0.125, 0.125],
      [0.25, 0.25, 0.5],
    ],
    [0, 1, 1, 2, 2],
    11,
  ),
};
