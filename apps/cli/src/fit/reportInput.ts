import { isMissing } from "@surprisal/data";
import { LogisticRegression, type FitProgress, type TableClassifier } from "@surprisal/models";
import type { ReportInput } from "@surprisal/report";
import type { FitCommandOptions } from "./options.ts";
import type { Judgement } from "../judge.ts";
import { software } from "../software.ts";
import type { Part, SplitRows } from "./splitRows.ts";

interface Fit {
  readonly classifier: TableClassifier;
  readonly file: string;
  readonly options: FitCommandOptions;
  readonly rows: SplitRows;
  readonly history: readonly FitProgress[];
  readonly train: Judgement;
  readonly test: Judgement | undefined;
}

export const nameModel = ({ model }: TableClassifier): string =>
  model instanceof LogisticRegression ? "Logistic regression" : "Softmax regression";

/** A fit as the report wants it. */
export function reportInput({ classifier, file, history, options, rows, test, train }: Fit): ReportInput {
  const { classes, encoder, model } = classifier;
  const { converged, iterations, reason } = model.summary;
  return {
    date: new Date().toISOString().slice(0, 10),
    software,
    data: {
      file,
      testFile: options.test,
      target: options.target,
      split: describeSplit(options),
      columns: encoder.columns.map((column) => ({
        name: column.name,
        kind: column.kind,
        missing: rows.train.table.column(column.name).filter(isMissing).length,
        levels: column.kind === "categorical" ? column.levels.length : undefined,
      })),
      standardized: true,
    },
    model: { name: nameModel(classifier).toLowerCase(), c: options.c, path: options.model },
    fit: { iterations, converged, reason, history },
    classes,
    coefficients: listCoefficients(classifier),
    train: reportRows(rows.train, train),
    test: rows.test && test && reportRows(rows.test, test),
  };
}

function describeSplit({ test, testEvery }: FitCommandOptions): string {
  if (testEvery !== undefined) return `one row in ${testEvery} was held out for the test`;
  return test === undefined ? "no rows were held out" : "the test rows are a file of their own";
}

const reportRows = ({ numbers }: Part, { actual, probabilities }: Judgement): ReportInput["train"] => ({
  actual,
  probabilities,
  rowNumbers: numbers,
});

function listCoefficients({ classes, encoder, model }: TableClassifier): ReportInput["coefficients"] {
  const { data, shape } = model.coefficients;
  const [outputs = 1, width = 0] = shape;
  // One row of coefficients is that of the second of two classes.
  const named = outputs === 1 ? classes.slice(1) : classes;
  return Array.from(data, (value, i) => ({
    feature: encoder.featureNames[i % width] ?? "",
    className: named[Math.floor(i / width)] ?? "",
    value,
  }));
}
