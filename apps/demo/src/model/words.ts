import type { Pull } from "./pull.ts";
import type { LossName, OptimizerName, Start, Yardstick } from "./screen.ts";
import type { Trouble } from "./trouble.ts";

export const lossTitles: Readonly<Record<LossName, string>> = {
  crossEntropy: "Cross-entropy",
  squaredError: "Squared error",
};

export const yardstickTitles: Readonly<Record<Yardstick, string>> = {
  accuracy: "Accuracy",
  crossEntropy: "Cross-entropy",
  brierScore: "Brier score",
};

export const startTitles: Readonly<Record<Start, string>> = { wrong: "Wrong side", zero: "Zero" };

export const optimizerTitles: Readonly<Record<OptimizerName, string>> = {
  gradientDescent: "Plain",
  momentum: "Momentum",
  adam: "Adam",
};

export const troubleSentences: Readonly<Record<Trouble, string>> = {
  notFinite: "Diverged: the weights have left the range of numbers. Try a smaller learning rate.",
  diverged: "Diverged: the loss is more than twice what it was at the start. Try a smaller learning rate.",
  unsteady: "Unsteady: the loss goes up and down instead of falling. Try a smaller learning rate.",
};

/** A share as a percentage: 0.9345 is "93.5 %", 0.92 is "92 %" without digits. */
export function percent(share: number, digits = 1): string {
  return `${(100 * share).toFixed(digits)} %`;
}

/** A value by a yardstick. */
export function byYardstick(yardstick: Yardstick, value: number): string {
  return yardstick === "accuracy" ? percent(value) : value.toFixed(4);
}

/** A target, which is a round figure. */
export function roundFigure(yardstick: Yardstick, value: number): string {
  return yardstick === "accuracy" ? percent(value, 0) : String(Number(value.toFixed(3)));
}

/** A weight with so many decimals and a true minus: −3.61. */
export function weight(value: number, decimals = 2): string {
  return value.toFixed(decimals).replace("-", "−");
}

/** Three digits of a number of any size, with a true minus: −0.00067, 5.1e−9. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "not a number" : value < 0 ? "−∞" : "∞";
  const size = Math.abs(value);
  const sign = value < 0 ? "−" : "";
  if (size === 0) return "0";
  if (size >= 1e-4 && size < 1e6) return sign + plain(size);
  return sign + size.toExponential(1).replace("e+", "e").replace("e-", "e−");
}

function plain(size: number): string {
  if (size >= 1000) return Math.round(size).toLocaleString("en");
  const text = size.toPrecision(3);
  // 0.99967 is not 1.
  return text === "1.00" && size < 1 ? size.toPrecision(4) : text;
}

export function milestoneTitle(yardstick: Yardstick, target: number): string {
  const figure = roundFigure(yardstick, target);
  return yardstick === "accuracy" ? `${figure} accuracy` : `${yardstickTitles[yardstick]} of ${figure}`;
}

/** Why the two losses pull as they do on a point, under the line of squared error. */
export function pullSentence({
  label,
  probability,
  gradient,
}: Pick<Pull, "label" | "probability" | "gradient">): string {
  const { crossEntropy, squaredError } = gradient;
  // From the gradients: 1 − p has no digits left where p is near 1.
  const factor = `2p(1 − p) = ${digits(squaredError / crossEntropy)}`;
  const miss = `p − y = ${digits(crossEntropy)}`;
  const ratio = crossEntropy / squaredError;
  const share = `Under the line of squared error, cross-entropy would pull by the miss itself, ${miss}. Squared error multiplies it by ${factor}`;
  const isMistaken = probability > 0.5 !== (label === 1);
  if (isMistaken && ratio > 10)
    return `${share}: the surer the mistake, the weaker the pull, here ${digits(ratio)} times weaker.`;
  if (isMistaken) return `${share}: this mistake is not a sure one, so both losses can work on it.`;
  return `${share}. The point is on its right side, so there is little to pull, by either.`;
}
