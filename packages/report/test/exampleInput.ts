import { lbfgs, type Objective } from "@surprisal/optimizers";
import { generator, normal, uniform } from "@surprisal/tensor";
import type { ReportInput, ReportIteration, ReportRows } from "../src/index.ts";

export type ExampleOptions = {
  readonly classes?: readonly string[];
  readonly numeric?: readonly string[];
  readonly levels?: readonly string[];
  readonly rowCount?: number;
  /** How far the classes lie apart. */
  readonly separation?: number;
  readonly heldOut?: boolean;
  readonly maxIterations?: number;
  readonly seed?: number;
};

type Row = { readonly number: number; readonly actual: number; readonly features: Float64Array };

const softmaxInto = (weights: Float64Array, features: Float64Array, probabilities: Float64Array): void => {
  const width = features.length + 1;
  for (let k = 0; k < probabilities.length; k++) {
    let logit = weights[k * width + width - 1] as number;
    for (let j = 0; j < features.length; j++) logit += (weights[k * width + j] as number) * (features[j] as number);
    probabilities[k] = logit;
  }
  const highest = Math.max(...probabilities);
  const total = probabilities.reduce((sum, logit) => sum + Math.exp(logit - highest), 0);
  for (let k = 0; k < probabilities.length; k++)
    probabilities[k] = Math.exp((probabilities[k] as number) - highest) / total;
};

/** A real, small fit, as a report is made of: made-up rows, softmax regression with C = 1. The same options, the same numbers. */
export const exampleInput = (options: ExampleOptions = {}): ReportInput => {
  const classes = options.classes ?? ["Adelie", "Chinstrap", "Gentoo"];
  const numeric = options.numeric ?? ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"];
  const levels = options.levels ?? ["Biscoe", "Dream", "Torgersen"];
  const { rowCount = 344, separation = 2, heldOut = true, maxIterations = 1000 } = options;
  const random = generator(options.seed ?? 7);
  const classCount = classes.length;
  const featureNames = [...numeric, ...levels.map((level) => `island = ${level}`)];
  const width = featureNames.length + 1;

  const means = normal([classCount, numeric.length], random, { dtype: "float64" }).data;
  const noise = normal([rowCount, numeric.length], random, { dtype: "float64" }).data;
  const draws = uniform([rowCount, 3], random, { dtype: "float64" }).data;
  const rows = Array.from({ length: rowCount }, (_, i): Row => {
    // Squared, so that the first class is the most frequent; the first rows make sure that each class is there.
    const actual = i < classCount ? i : Math.floor(classCount * (draws[3 * i] as number) ** 1.4);
    const features = new Float64Array(featureNames.length);
    for (let j = 0; j < numeric.length; j++) {
      features[j] =
        separation * (means[actual * numeric.length + j] as number) + (noise[i * numeric.length + j] as number);
    }
    if (levels.length > 0) {
      const own =
        (draws[3 * i + 1] as number) < 0.6 ? actual : Math.floor(levels.length * (draws[3 * i + 2] as number));
      features[numeric.length + (own % levels.length)] = 1;
    }
    return { number: i + 1, actual, features };
  });
  const isTest = (row: Row) => heldOut && row.number % 5 === 0 && row.number > classCount;
  const train = rows.filter((row) => !isTest(row));

  const objective: Objective = (weights, gradient) => {
    const probabilities = new Float64Array(classCount);
    let value = 0;
    gradient.fill(0);
    for (const { actual, features } of train) {
      softmaxInto(weights, features, probabilities);
      value -= Math.log(probabilities[actual] as number);
      for (let k = 0; k < classCount; k++) {
        const residual = (probabilities[k] as number) - Number(k === actual);
        for (let j = 0; j < width; j++) gradient[k * width + j]! += residual * (features[j] ?? 1);
      }
    }
    for (let i = 0; i < weights.length; i++) {
      if (i % width === width - 1) continue;
      value += (weights[i] as number) ** 2 / 2;
      gradient[i]! += weights[i] as number;
    }
    return value;
  };
  const history: ReportIteration[] = [];
  const fit = lbfgs(objective, new Float64Array(classCount * width), {
    maxIterations,
    onIteration: ({ iteration, value, gradientNorm }) => {
      history.push({ iteration, objective: value, gradientNorm });
    },
  });

  const reportRows = (some: readonly Row[]): ReportRows => {
    const probabilities = new Float64Array(some.length * classCount);
    some.forEach(({ features }, i) =>
      softmaxInto(fit.x, features, probabilities.subarray(i * classCount, (i + 1) * classCount)),
    );
    return {
      probabilities,
      actual: Int32Array.from(some, ({ actual }) => actual),
      rowNumbers: Int32Array.from(some, ({ number }) => number),
    };
  };
  const weight = (k: number, j: number) => fit.x[k * width + j] as number;
  const coefficients = classes.flatMap((className, k) =>
    featureNames.map((feature, j) => ({
      feature,
      className,
      value: classCount === 2 ? weight(1, j) - weight(0, j) : weight(k, j),
    })),
  );
  return {
    date: "2026-11-24",
    software: "surprisal 0.1.0",
    data: {
      file: "penguins.csv",
      target: "species",
      split: heldOut ? "every fifth row was held out for the test" : "none",
      columns: [
        ...numeric.map((name, j) => ({ name, kind: "numeric" as const, missing: j < 2 ? 2 : 0 })),
        ...(levels.length > 0
          ? [{ name: "island", kind: "categorical" as const, missing: 0, levels: levels.length }]
          : []),
      ],
      standardized: true,
    },
    model: { name: classCount === 2 ? "logistic regression" : "softmax regression", c: 1, path: "penguins.model.json" },
    fit: { iterations: fit.iterations, converged: fit.converged, reason: fit.reason, history },
    classes,
    coefficients: classCount === 2 ? coefficients.filter(({ className }) => className === classes[1]) : coefficients,
    train: reportRows(train),
    ...(heldOut ? { test: reportRows(rows.filter(isTest)) } : {}),
  };
};
