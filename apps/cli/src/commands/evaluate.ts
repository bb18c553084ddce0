import { readTable } from "@surprisal/data/node";
import { judge } from "../judge.ts";
import type { Output } from "../output/output.ts";
import { describeConfusion, finiteOrNull, percent } from "../output/text.ts";
import { readModel } from "../readModel.ts";

/** What `evaluate --json` prints; a log-loss that is infinite is null. */
export interface EvaluateResult {
  readonly correct: number;
  readonly count: number;
  readonly accuracy: number;
  readonly logLoss: number | null;
  readonly classes: readonly string[];
  /** `[actual][predicted]` */
  readonly confusion: readonly (readonly number[])[];
}

/** `surprisal evaluate` */
export async function evaluate(
  model: string,
  file: string,
  options: { readonly target: string; readonly json?: boolean },
  output: Output,
): Promise<void> {
  const classifier = await readModel(model);
  const { actual, confusion, correct, logLoss } = judge(classifier, await readTable(file), options.target);
  const count = actual.length;
  const { classes } = classifier;
  if (options.json) {
    const accuracy = correct / count;
    const result: EvaluateResult = { correct, count, accuracy, logLoss: finiteOrNull(logLoss), classes, confusion };
    output.stdout.write(`${JSON.stringify(result)}\n`);
  } else {
    output.stdout.write(
      `Accuracy ${percent(correct / count)} (${correct} of ${count}), log-loss ${logLoss.toPrecision(4)} nats\n\n` +
        describeConfusion(classes, confusion),
    );
  }
}
