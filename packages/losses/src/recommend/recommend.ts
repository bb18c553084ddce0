import type { Loss } from "@surprisal/contract";
import { candidatesFor, type Candidate } from "./candidates.ts";
import { criteria } from "./criteria.ts";
import { checked, type CheckedQuestion, type Question } from "./question.ts";

/** A loss, and what its claims say for and against it. */
export interface Recommendation {
  readonly name: string;
  /** The loss, with the parameters below. */
  readonly loss: Loss;
  /** The parameters that are set from the question; all others are the defaults. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What is claimed of it and counts here, the weightiest first. */
  readonly reasons: readonly string[];
  /** What is claimed of it and counts against it. */
  readonly reservations: readonly string[];
}

/**
 * The losses of the catalogue that fit a question best, by what is claimed of them and tested: there is no list of answers.
 *
 * @param question - `task`, and what is known of `imbalance`, `labelNoise`, `classes`; whether to `needProbabilities`; how many to return (`count`).
 * @returns at most `count` losses, the best first, each with its reasons; of two that weigh the same the one with fewer parameters.
 * @throws ParameterError for a part of the question.
 * @example
 * recommend({ task: "multiclass", classes: 10 })[0]?.name // → "crossEntropy"
 * recommend({ task: "regression", labelNoise: 0.1 })[0]?.name // → "logCosh"
 * const [tolerant] = recommend({ task: "multiclass", classes: 10, labelNoise: 0.4 })
 * tolerant?.loss.traits.symmetric // → true
 * tolerant?.reasons[0] // → "symmetric: up to 90 % of wrong labels, uniformly spread, do not move the minimum"
 */
export function recommend(question: Question): Recommendation[] {
  const asked = checked(question);
  return candidatesFor(asked)
    .filter(({ loss }) => isAllowed(loss, asked))
    .map((candidate) => weigh(candidate, asked))
    .toSorted((a, b) => b.weight - a.weight || size(a) - size(b) || (a.result.name < b.result.name ? -1 : 1))
    .slice(0, asked.count)
    .map(({ result }) => result);
}

/** How many parameters a loss has: of two that weigh the same the plainer one comes first. */
const size = ({ result }: { readonly result: Recommendation }): number => Object.keys(result.loss.parameters).length;

/** What no weight makes up for. */
function isAllowed({ traits }: Loss, { imbalance, needProbabilities }: CheckedQuestion): boolean {
  if (needProbabilities) return traits.proper !== undefined && traits.proper !== false;
  // A loss that puts another class first than the most probable one does so for a reason, or not at all.
  return traits.calibrated !== false || (imbalance > 1 && traits.favorsRareClasses === true);
}

function weigh({ loss, parameters }: Candidate, asked: CheckedQuestion): { weight: number; result: Recommendation } {
  const found = criteria
    .flatMap(({ reason, weight }) => {
      const text = reason(loss.traits, asked, loss);
      return text === undefined ? [] : [{ text, weight: weight(asked) }];
    })
    .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  const weight = found.reduce((sum, each) => sum + each.weight, 0);
  const texts = (sign: 1 | -1): string[] => found.flatMap((each) => (sign * each.weight > 0 ? [each.text] : []));
  return { weight, result: { name: loss.lossName, loss, parameters, reasons: texts(1), reservations: texts(-1) } };
}
