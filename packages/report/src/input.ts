import { ClassError, DataError, ShapeError } from "@surprisal/contract";

/** A column that the model read. */
export type ReportColumn = {
  readonly name: string;
  readonly kind: "numeric" | "categorical";
  /** Training rows without a value here. */
  readonly missing: number;
  /** Of a categorical column: how many levels the training rows have. */
  readonly levels?: number | undefined;
};

/** Rows and what the model said of them. */
export type ReportRows = {
  /** `[N · C]`, row by row: the probability of each class. */
  readonly probabilities: Float64Array;
  /** `[N]`: the class that the row is of, 0 … C − 1. */
  readonly actual: Int32Array;
  /** `[N]`: the row's number in its file, the first after the header is 1. */
  readonly rowNumbers: Int32Array;
};

/** The fit after one iteration. */
export type ReportIteration = {
  readonly iteration: number;
  readonly objective: number;
  readonly gradientNorm: number;
};

/** A weight of the model. Two classes: all are of the second class, positive speaks for it. */
export type ReportCoefficient = {
  readonly feature: string;
  readonly className: string;
  readonly value: number;
};

/** All that a report says, as plain numbers and text. Every text is escaped; none needs to be trusted. */
export type ReportInput = {
  /** When the model was fitted, as it is to be printed. */
  readonly date: string;
  /** Name and version of the software: "surprisal 0.1.0". */
  readonly software: string;
  readonly data: {
    /** The file the training rows came from. */
    readonly file: string;
    /** The file of the test rows, where it is another one. */
    readonly testFile?: string | undefined;
    /** The column that was learned. */
    readonly target: string;
    /** How training and test rows were told apart: "every fifth row was held out". */
    readonly split: string;
    readonly columns: readonly ReportColumn[];
    /** Whether numeric columns were brought to mean 0 and standard deviation 1. */
    readonly standardized: boolean;
  };
  readonly model: {
    /** "softmax regression". */
    readonly name: string;
    /** The inverse strength of the L2 penalty. */
    readonly c: number;
    /** Where the model was saved, if it was. */
    readonly path?: string | undefined;
  };
  readonly fit: {
    readonly iterations: number;
    readonly converged: boolean;
    /** Why the solver stopped: a `reason` of `lbfgs`, or a text of one's own. */
    readonly reason: string;
    /** In the order of the iterations; may be empty. */
    readonly history: readonly ReportIteration[];
  };
  /** Names of the classes, in the order of the probabilities. */
  readonly classes: readonly string[];
  /** In any order. */
  readonly coefficients: readonly ReportCoefficient[];
  readonly train: ReportRows;
  /** Rows that the fit did not see. */
  readonly test?: ReportRows | undefined;
};

// As of the metrics.
const rowSumTolerance = 1e-5;

const checkRows = (name: string, rows: ReportRows, classCount: number): void => {
  const { actual, probabilities, rowNumbers } = rows;
  if (actual.length === 0) throw new DataError(`report: ${name} has no rows, expected at least one`);
  const expected = actual.length * classCount;
  if (probabilities.length !== expected) {
    throw new ShapeError(`report: ${name}.probabilities has ${probabilities.length} entries, expected ${expected}`);
  }
  if (rowNumbers.length !== actual.length) {
    throw new ShapeError(`report: ${name}.rowNumbers has ${rowNumbers.length} entries, expected ${actual.length}`);
  }
  const outside = actual.findIndex((index) => index < 0 || index >= classCount);
  if (outside !== -1) {
    throw new ClassError(`report: ${name}.actual[${outside}] is ${actual[outside]}, expected 0..${classCount - 1}`);
  }
  const impossible = probabilities.findIndex((p) => !(p >= 0 && p <= 1));
  if (impossible !== -1) {
    throw new DataError(
      `report: ${name}.probabilities[${impossible}] is ${probabilities[impossible]}, expected a number from 0 to 1`,
    );
  }
  actual.forEach((_, row) => {
    const sum = probabilities.subarray(row * classCount, (row + 1) * classCount).reduce((total, p) => total + p, 0);
    if (Math.abs(sum - 1) > rowSumTolerance) {
      throw new DataError(`report: ${name}.probabilities of row ${row} sum to ${sum}, expected 1`);
    }
  });
};

/** Throws where the parts of the input do not fit each other. */
export const checkInput = (input: ReportInput): void => {
  if (input.classes.length < 2)
    throw new DataError(`report: classes has ${input.classes.length} entries, expected 2 or more`);
  checkRows("train", input.train, input.classes.length);
  if (input.test) checkRows("test", input.test, input.classes.length);
};
