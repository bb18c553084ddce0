import { join } from "node:path";
import { LogisticRegression, type LinearOptions } from "@surprisal/models";
import { tensor } from "@surprisal/tensor";
import type { Case, Contender, Work } from "../harness/work.ts";
import { python, type PythonWork } from "../peers/python.ts";
import { denseProblem, groupedProblem, leastObjective, objectiveOf, type FitProblem } from "./fitProblem.ts";

/** A logistic regression from data to weights: each by its own solver, at its own tolerance, judged by the objective it has reached. */
export const wholeFitWork: Work = {
  name: "logistic regression, whole fit",
  sizes: [
    { name: "100000 × 100", make: () => makeCase(denseProblem(100_000, 100), true) },
    { name: "sparse 32561 × 123, 14 a row", make: () => makeCase(groupedProblem(32_561, 123, 14), false) },
  ],
};

export function makeCase(problem: FitProblem, isDense: boolean): Case {
  const { x, y } = problem;
  const [rows, entries] = [x.rows, x.values.length];
  const native = {
    precision: "float64",
    script: join(import.meta.dirname, "wholeFit.py"),
    modules: ["sklearn"],
    inputs: () => ({
      values: { numbers: Float64Array.from(x.values), shape: isDense ? [rows, x.columns] : [entries] },
      ...(!isDense && {
        columns: { numbers: Int32Array.from(x.columnIndices), shape: [entries] },
        starts: { numbers: Int32Array.from(x.rowStarts), shape: [rows + 1] },
      }),
      y: { numbers: y, shape: [rows] },
    }),
  } satisfies Omit<PythonWork, "name">;
  return {
    reference: () => ({ objective: [leastObjective(problem)] }),
    tolerance: () => ({ objective: 1e-7 }),
    contenders: [
      ours("LogisticRegression", problem, isDense, {}),
      // As near to the least as the others are at their own.
      ours("LogisticRegression, gradient to 1e-6", problem, isDense, { gradientTolerance: 1e-6 }),
      python({
        ...native,
        name: "scikit-learn lbfgs",
        options: { solver: "lbfgs", width: x.columns },
        usesThreads: true,
      }),
      python({ ...native, name: "LIBLINEAR in scikit-learn", options: { solver: "liblinear", width: x.columns } }),
      {
        name: "ml-logistic-regression",
        side: "javascript peer",
        precision: "float64",
        skipped: "has no penalty and no end but a number of steps; for a step see the logistic pass",
        prepare: () => {
          throw new Error("ml-logistic-regression has another objective");
        },
      },
    ],
  };
}

function ours(name: string, problem: FitProblem, isDense: boolean, options: LinearOptions): Contender {
  return {
    name,
    side: "ours",
    precision: "float64",
    usesThreads: true,
    prepare: () => {
      const { x, y } = problem;
      const features = isDense ? tensor(Float64Array.from(x.values), { shape: [x.rows, x.columns] }) : x;
      const model = new LogisticRegression({ ...options, fitIntercept: false });
      return {
        run: () => model.fit(features, y),
        result: () => ({ objective: [objectiveOf(problem, model.coefficients.data)] }),
      };
    },
  };
}
