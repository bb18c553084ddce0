import { DataError } from "@surprisal/contract";
import { encodeLabels } from "@surprisal/data";
import { LogisticRegression, SoftmaxRegression } from "@surprisal/models";
import type { DataSet } from "./manifest.ts";
import { readExamples } from "./read.ts";

/** How a fit compares with the reference. */
export interface Comparison {
  readonly passed: boolean;
  readonly line: string;
}

/** How far the objective may be from the reference's, relative. */
const tolerance = 1e-8;

/** Reads, fits and compares one data set; what cannot be read or fitted has failed. */
export async function runDataSet(folder: string, set: DataSet): Promise<Comparison> {
  try {
    return await compare(folder, set);
  } catch (error) {
    return { passed: false, line: `✗ ${set.name}: ${error instanceof Error ? error.message : String(error)}` };
  }
}

async function compare(folder: string, set: DataSet): Promise<Comparison> {
  const [reference] = Object.values(set.golden ?? {});
  if (!reference) throw new DataError("no reference");
  const { test, train } = await readExamples(folder, set);
  const { classes, indices } = encodeLabels(train.labels);
  const model = classes.length === 2 ? new LogisticRegression() : new SoftmaxRegression();
  const started = performance.now();
  await model.fit(train.features, indices);
  const seconds = (performance.now() - started) / 1000;
  const { converged, iterations, objective, reason } = model.summary;
  // A label that training did not see cannot be predicted right.
  const predicted = model.predict(test.features).data;
  const right = test.labels.filter((label, i) => classes[predicted[i] ?? -1] === label).length;
  const off = Math.abs(objective - reference.objective_sum) / reference.objective_sum;
  const same = classes.join("\n") === reference.classes.join("\n");
  const passed = same && off <= tolerance && right === reference.test_correct;
  const line = [
    `${passed ? "✓" : "✗"} ${set.name}: objective ${objective.toPrecision(12)}, off by ${off.toExponential(1)} relative`,
    `${right} of ${test.labels.length} right${right === reference.test_correct ? "" : `, expected ${reference.test_correct}`}`,
    ...(same ? [] : [`classes ${classes.join(" ")}, expected ${reference.classes.join(" ")}`]),
    `${iterations} iterations${converged ? "" : ` (not converged: ${reason})`}, ${seconds.toFixed(1)} s`,
  ];
  return { passed, line: line.join("; ") };
}
