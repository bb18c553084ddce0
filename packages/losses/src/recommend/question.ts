import { checkNames, ParameterError } from "@surprisal/contract";

/** What is to be predicted. "amounts" are real targets above 0, such as counts and costs, whose logarithm is predicted. */
export type Task = "binary" | "multiclass" | "multilabel" | "ordinal" | "regression" | "amounts";

const tasks: readonly Task[] = ["binary", "multiclass", "multilabel", "ordinal", "regression", "amounts"];

/** What a loss is wanted for. */
export interface Question {
  readonly task: Task;
  /** How many examples of the most frequent class there are for one of the rarest, from 1. Default 1; not where classes are counts. */
  readonly imbalance?: number;
  /** The share of labels that may be wrong, or of targets that are outliers, in [0, 1). Default 0. */
  readonly labelNoise?: number;
  /** Whether predictions have to stand for probabilities. Default false. */
  readonly needProbabilities?: boolean;
  /** How many classes there are, or how many examples of each. Default 2 of "binary", 3 of others. */
  readonly classes?: number | readonly number[];
  /** How many losses to return at most, from 1. Default 5. */
  readonly count?: number;
}

const parts: readonly (keyof Question)[] = ["task", "imbalance", "labelNoise", "needProbabilities", "classes", "count"];

/** A question whose every part has been checked. */
export interface CheckedQuestion {
  readonly task: Task;
  readonly labelNoise: number;
  readonly needProbabilities: boolean;
  /** How many examples of each class there are, in any unit. */
  readonly counts: readonly number[];
  readonly imbalance: number;
  readonly count: number;
}

/** Reads a question; what does not fit is refused here. */
export function checked(question: Question): CheckedQuestion {
  checkNames("recommend", "part of the question", question, parts);
  const {
    classes = question.task === "binary" ? 2 : 3,
    count = 5,
    labelNoise = 0,
    needProbabilities = false,
    task,
  } = question;
  if (!tasks.includes(task)) refuse("task", task, tasks.join(", "));
  const given = typeof classes === "number" ? undefined : classes;
  const width = typeof classes === "number" ? classes : classes.length;
  if (!Number.isInteger(width) || width < 2) refuse("classes", width, "2 or more");
  if (task === "binary" && width !== 2) refuse("classes", width, "2, for a binary task");
  given?.forEach((each, i) => {
    if (!(each > 0 && each < Infinity)) refuse(`classes[${i}]`, each, "a finite number above 0");
  });
  if (given && question.imbalance !== undefined)
    refuse("imbalance", question.imbalance, "none: classes say how many examples there are of each");
  const { imbalance = given ? Math.max(...given) / Math.min(...given) : 1 } = question;
  if (!(imbalance >= 1 && imbalance < Infinity)) refuse("imbalance", imbalance, "a finite number from 1");
  if (!(labelNoise >= 0 && labelNoise < 1)) refuse("labelNoise", labelNoise, "[0, 1)");
  if (!Number.isInteger(count) || count < 1) refuse("count", count, "a whole number from 1");
  // From frequent to rare in even steps.
  const counts = given ?? Array.from({ length: width }, (_, k) => imbalance ** (1 - k / (width - 1)));
  return { task, labelNoise, needProbabilities, counts, imbalance, count };
}

function refuse(argument: string, value: unknown, expected: string): never {
  throw new ParameterError(`recommend: ${argument} is ${String(value)}, expected ${expected}`);
}
