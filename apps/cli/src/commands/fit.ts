import { readTable, writeWhole } from "@surprisal/data/node";
import { TableClassifier, type FitProgress } from "@surprisal/models";
import { checkDestinations } from "../fit/checkDestinations.ts";
import { describeFit } from "../fit/describeFit.ts";
import type { FitCommandOptions } from "../fit/options.ts";
import { reportInput } from "../fit/reportInput.ts";
import { splitRows } from "../fit/splitRows.ts";
import { judge } from "../judge.ts";
import type { Output } from "../output/output.ts";
import { showProgress } from "../output/progress.ts";
import { finiteOrNull } from "../output/text.ts";

/** What `fit --json` prints; the test's numbers are null without test rows, and a log-loss that is infinite is null. */
export interface FitResult {
  readonly objective: number;
  readonly trainLogLoss: number | null;
  readonly testLogLoss: number | null;
  readonly testCorrect: number | null;
  readonly testCount: number | null;
  readonly classes: readonly string[];
  readonly iterations: number;
  readonly converged: boolean;
  readonly seconds: number;
}

/** `surprisal fit`: all is computed before anything is written. */
export async function fit(file: string, options: FitCommandOptions, output: Output): Promise<void> {
  await checkDestinations(options, [file, options.test]);
  const rows = splitRows(
    await readTable(file),
    options,
    options.test === undefined ? undefined : await readTable(options.test),
  );
  const history: FitProgress[] = [];
  const progress = showProgress(output);
  const started = performance.now();
  const classifier = await TableClassifier.fit(rows.train.table, options.target, {
    c: options.c,
    columns: rows.columns,
    onProgress: (each) => {
      history.push(each);
      progress.message(`iteration ${each.iteration}, objective ${each.objective.toPrecision(8)}`);
    },
  }).finally(() => progress.stop());
  const seconds = (performance.now() - started) / 1000;
  const train = judge(classifier, rows.train.table);
  const test = rows.test && judge(classifier, rows.test.table);
  // Figures and a document to draw them in take longer to load than all else together.
  const page =
    options.report &&
    (await import("@surprisal/report")).report(reportInput({ classifier, file, history, options, rows, train, test }));

  if (options.model) await writeWhole(options.model, `${JSON.stringify(classifier)}\n`);
  if (options.report && page) await writeWhole(options.report, page);

  const { converged, iterations, objective, reason } = classifier.model.summary;
  if (!converged)
    output.stderr.write(`surprisal: the fit did not converge (${reason}); its numbers are not the best ones\n`);
  if (!options.json) {
    output.stdout.write(describeFit({ classifier, file, options, rows, seconds, test, train }));
    return;
  }
  const result: FitResult = {
    objective,
    trainLogLoss: finiteOrNull(train.logLoss),
    testLogLoss: test ? finiteOrNull(test.logLoss) : null,
    testCorrect: test?.correct ?? null,
    testCount: test?.actual.length ?? null,
    classes: classifier.classes,
    iterations,
    converged,
    seconds,
  };
  output.stdout.write(`${JSON.stringify(result)}\n`);
}
