import type { Loss } from "@surprisal/contract";
import { isOfExamples, type Exhibit } from "./exhibits.ts";

/** What a symbol is, where a formula has it. */
type Meaning = readonly [symbol: string, pattern: RegExp, meaning: string];

const predictions: Readonly<Record<Loss["prediction"], Meaning>> = {
  logits: ["z", /\bz\b|\bz_/, "logits"],
  logProbabilities: ["ℓ", /\\ell/, "log-probabilities"],
  probabilities: ["p", /\bp\b/, "probabilities"],
  real: ["ŷ", /\\hat/, "the prediction"],
};

const targets: Readonly<Record<Loss["target"][number], string>> = {
  classes: "the class",
  distribution: "the class",
  row: "the target, a row",
  probability: "the target, 0 to 1",
  sign: "the target, −1 or 1",
  real: "the target",
};

const isY = /(?<![a-z\\])y(?![a-z])/;

/** What the symbols in a loss's formulas mean, in the order in which they are explained. */
export function symbolsOf(exhibit: Exhibit, formulas: readonly string[]): string {
  const text = formulas.join(" ").replaceAll(/\\(?:mathit|operatorname)\{\w+\}/g, "");
  return meaningsOf(exhibit)
    .filter(([symbol, pattern]) => pattern.test(symbol === "y" ? text.replaceAll("\\hat{y}", "") : text))
    .map(([symbol, , meaning]) => `${symbol}: ${meaning}`)
    .join("; ");
}

function meaningsOf(exhibit: Exhibit): Meaning[] {
  const count: Meaning = ["C", /\bC\b/, "how many classes"];
  if (!isOfExamples(exhibit)) {
    return [
      ["z", /\bz\b|\bz_/, "logits"],
      ["p", /\bp\b|\bp_/, "the softmax of the logits"],
      ["ŷ", /\\hat/, "the prediction"],
      ["y", isY, "the target"],
      ["i, j", /_i\b|_\{i/, "examples"],
      ["N", /\bN\b/, "how many examples"],
    ];
  }
  const { prediction, target } = exhibit.loss;
  const [kind = "real"] = target;
  const own = kind === "sign" ? (["s", /\bs\b/, "the score"] as const) : predictions[prediction];
  return [
    own,
    ...(prediction === "logits" ? [["p", /\bp_/, "the softmax of the logits"] as const] : []),
    ["σ", /\\sigma/, "the logistic sigmoid"],
    ["y", isY, targets[kind]],
    ["q", /\bq_/, kind === "row" ? "the softmax of y" : "the target, a probability a class"],
    count,
  ];
}
