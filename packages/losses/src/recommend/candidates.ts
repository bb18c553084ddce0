import type { Loss, Traits } from "@surprisal/contract";
import * as catalogue from "../index.ts";
import type { CheckedQuestion, Task } from "./question.ts";

/** A loss that fits the task, with parameters from the question where it takes any. */
export interface Candidate {
  readonly loss: Loss;
  /** The parameters that are not the defaults. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** The losses that take the targets of a task, by what they declare and claim. */
export function candidatesFor(question: CheckedQuestion): Candidate[] {
  const all = Object.values<object>(catalogue).filter((loss): loss is Loss => "value" in loss);
  const known = parametersOf(question);
  const fitting = all.flatMap((loss): Candidate[] => {
    const parameters = Object.fromEntries(
      Object.entries(known).filter(([name]) => Object.hasOwn(loss.specification, name)),
    );
    const set = loss.with(parameters);
    return isComplete(set) && fits[question.task](set) ? [{ loss: set, parameters }] : [];
  });
  const names = new Set(fitting.map(({ loss }) => loss.lossName));
  return fitting.filter(({ loss }) => !isAnother(loss, names));
}

/** What the question says of parameters, by their names. */
function parametersOf({ counts, imbalance, task }: CheckedQuestion): Record<string, unknown> {
  if (imbalance === 1 || task === "regression" || task === "amounts") return {};
  if (task === "multiclass" || task === "ordinal")
    return { counts: [...counts], prior: counts.map((each) => each / total(counts)) };
  // Of labels that may hold together, each is rare by itself.
  const [zeros = 1, ones = 1] = counts;
  return { positiveWeight: task === "multilabel" ? imbalance : zeros / ones, negativeWeight: 1 };
}

const total = (counts: readonly number[]): number => counts.reduce((sum, each) => sum + each, 0);

/** Whether nothing is missing that it cannot do without. */
const isComplete = ({ parameters }: Loss): boolean => !Object.values(parameters).includes(undefined);

/** Whether at its parameters it is, by its own claim, another of the candidates. */
function isAnother({ parameters, traits }: Loss, names: ReadonlySet<string>): boolean {
  return (traits.limits ?? []).some(
    ({ at, is, with: others }) =>
      names.has(is) && others === undefined && Object.entries(at).every(([name, value]) => parameters[name] === value),
  );
}

const tellsClasses = ({ calibrated, proper }: Traits): boolean => calibrated !== undefined || proper !== undefined;

const fits: Readonly<Record<Task, (loss: Loss) => boolean>> = {
  binary: ({ target, traits }) =>
    (target.includes("sign") || target.includes("probability")) && traits.calibrated !== undefined,
  multilabel: ({ target, traits }) => target.includes("probability") && tellsClasses(traits),
  multiclass: ({ classCount, target, traits }) =>
    target.includes("classes") && classCount(3) === 3 && tellsClasses(traits) && traits.ordinal !== true,
  ordinal: ({ target, traits }) => target.includes("classes") && traits.ordinal === true,
  regression: ({ target, traits }) => target.includes("real") && traits.leastAt === "target",
  amounts: ({ target, traits }) => target.includes("real") && traits.leastAt === "logTarget",
};
