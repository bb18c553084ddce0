// The classic derivation, put right: prints the figures of derivation.md.
//   node --conditions @surprisal/source apps/docs/examples/derivation.ts
import { grad, softmax, treeLeaves } from "@surprisal/tensor";
import { doubles } from "./derivation/data.ts";
import { centralDifferences } from "./derivation/differences.ts";
import { logisticGradient, logisticLoss, logisticStart } from "./derivation/logistic.ts";
import {
  climbing,
  climbingInBoth,
  extraSlope,
  lossWithoutBrackets,
  overflowingSoftmax,
  sigmoidSlope,
  slopeOfPrediction,
  withoutBrackets,
  wrongShapes,
} from "./derivation/mistakes.ts";
import { losses, table } from "./derivation/print.ts";
import { softmaxGradient, softmaxLoss, softmaxStart } from "./derivation/softmax.ts";
import { slopes, squaredLoss, squaredOf, surprisalOf, wrongSide } from "./derivation/squaredError.ts";
import { train } from "./derivation/train.ts";

const section = (title: string, ...parts: readonly string[]): void =>
  console.log(`${title}\n${"-".repeat(title.length)}\n${parts.join("\n")}\n`);

const numbers = (weights: unknown): number[] => treeLeaves(weights).flatMap((leaf) => [...leaf.data]);

function compareGradients(names: readonly string[], byHand: unknown, auto: unknown, differences: unknown): string {
  const [hand, tape, central] = [numbers(byHand), numbers(auto), numbers(differences)];
  const rows = names.map((name, i) => [name, hand[i] ?? "", tape[i] ?? "", central[i] ?? ""]);
  return table(["", "by hand", "by grad", "by differences"], rows, 10);
}

const right = train(logisticLoss, logisticStart);
const twoColumns = train(softmaxLoss, softmaxStart);

section(
  "The gradient of logistic regression at the start",
  compareGradients(
    ["dL/dw1", "dL/dw2", "dL/db"],
    logisticGradient(logisticStart),
    grad(logisticLoss)(logisticStart),
    centralDifferences(logisticLoss, logisticStart),
  ),
);
section(
  "The gradient of softmax regression at the start",
  compareGradients(
    ["dL/dW11", "dL/dW12", "dL/dW21", "dL/dW22", "dL/db1", "dL/db2"],
    softmaxGradient(softmaxStart),
    grad(softmaxLoss)(softmaxStart),
    centralDifferences(softmaxLoss, softmaxStart),
  ),
);
section(
  "The loss, every 100 epochs",
  losses({
    logistic: right.history,
    softmax: twoColumns.history,
    "logistic, rate 0.02": train(logisticLoss, logisticStart, undefined, 0.02).history,
  }),
);
section(
  "The wrong sign",
  losses({
    right: right.history,
    "wrong in w": train(logisticLoss, logisticStart, climbing).history,
    "wrong in w and b": train(logisticLoss, logisticStart, climbingInBoth).history,
  }),
);
section(
  "Shapes that do not fit",
  messageOf(() => wrongShapes(logisticStart)),
);
section(
  "A softmax that overflows",
  `exp / sum: ${overflowingSoftmax(doubles([1000, 0])).data.join(", ")}`,
  `softmax:   ${softmax(doubles([1000, 0])).data.join(", ")}`,
);
const unbracketed = train(lossWithoutBrackets, logisticStart);
section(
  "Brackets that are missing",
  `At y = 0, prediction 0.9, it says ${withoutBrackets(doubles(0.9), doubles(0)).item().toFixed(4)}.`,
  losses({ "what it says": unbracketed.history }),
  `The cross-entropy in the end is ${logisticLoss(unbracketed.weights).item().toFixed(4)}.`,
);
section(
  "One factor too many",
  losses({ right: right.history, "with another s'": train(logisticLoss, logisticStart, extraSlope).history }),
);
section(
  "The slope of the sigmoid, given its result",
  table(
    ["z", "s'(z)", "s'(s(z))"],
    [-4, -2, 0, 2, 4].map((z) => [z, sigmoidSlope(doubles(z)).item(), slopeOfPrediction(doubles(z)).item()]),
  ),
);
section(
  "Squared error: derivatives by the logit of a row of class 1",
  table(
    ["z", "prediction", "surprisal'", "surprisal''", "squared'", "squared''"],
    [-8, -4, -2, -1, 0, 2, 4].map((z) => {
      const [own, squared] = [slopes(surprisalOf, z), slopes(squaredOf, z)];
      return [z, 1 / (1 + Math.exp(-z)), own.first, own.second, squared.first, squared.second];
    }),
    5,
  ),
);
const bySquares = train(squaredLoss, wrongSide);
section(
  "Squared error: from the wrong side, judged by cross-entropy",
  losses({
    "down the cross-entropy": train(logisticLoss, wrongSide).history,
    "down the squared error": train(logisticLoss, wrongSide, grad(squaredLoss)).history,
    "its squared error": bySquares.history,
  }),
);

function messageOf(body: () => unknown): string {
  try {
    body();
  } catch (error) {
    return String(error);
  }
  return "nothing was thrown";
}
