import type { TableClassifier } from "@surprisal/models";
import type { FitCommandOptions } from "./options.ts";
import type { Judgement } from "../judge.ts";
import { describeConfusion, percent } from "../output/text.ts";
import { nameModel } from "./reportInput.ts";
import type { SplitRows } from "./splitRows.ts";

interface Fit {
  readonly classifier: TableClassifier;
  readonly file: string;
  readonly options: FitCommandOptions;
  readonly rows: SplitRows;
  readonly seconds: number;
  readonly train: Judgement;
  readonly test: Judgement | undefined;
}

/** What a person reads after a fit. */
export function describeFit({ classifier, file, options, rows, seconds, test, train }: Fit): string {
  const { columns } = rows;
  const { converged, iterations } = classifier.model.summary;
  const trained = train.actual.length;
  const tested = test ? `, tested on ${test.actual.length}` : "";
  const score = ({ actual, correct, logLoss }: Judgement): string =>
    `accuracy ${percent(correct / actual.length)} (${correct} of ${actual.length}), log-loss ${logLoss.toPrecision(4)} nats`;
  const shown = test ?? train;
  return [
    `${file}: ${columns.numeric.length} numeric and ${columns.categorical.length} categorical columns to tell ${options.target} from, ${classifier.classes.length} classes`,
    `${nameModel(classifier)}, C = ${options.c}, fitted to ${trained} rows${tested}`,
    `${iterations} iterations${converged ? "" : ", not converged"}, ${seconds.toFixed(2)} s`,
    "",
    `Training  ${score(train)}`,
    ...(test ? [`Test      ${score(test)}`] : []),
    `Guessing  log-loss ${guess(train, shown, classifier.classes.length).toPrecision(4)} nats (by how frequent the classes are in training)`,
    "",
    `The ${test ? "test" : "training"} rows:`,
    describeConfusion(classifier.classes, shown.confusion),
    ...(options.model ? [`Model   ${options.model}`] : []),
    ...(options.report ? [`Report  ${options.report}`] : []),
    ...(options.model || options.report ? [""] : []),
  ].join("\n");
}

/** The log-loss of saying of every row how frequent the classes are in training. */
function guess(train: Judgement, shown: Judgement, classCount: number): number {
  const counts = new Float64Array(classCount);
  for (const index of train.actual) counts[index]! += 1;
  const surprisals = shown.actual.reduce((sum, index) => sum - Math.log((counts[index] ?? 0) / train.actual.length), 0);
  return surprisals / shown.actual.length;
}
