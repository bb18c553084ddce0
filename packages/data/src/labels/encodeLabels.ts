import { ClassError } from "@surprisal/contract";
import { compareCodePoints } from "../text/compareCodePoints.ts";
import { show, showSome } from "../text/show.ts";

/** Labels as numbers, and what the numbers stand for. */
export interface EncodedLabels {
  /** The different labels, sorted by code point. */
  readonly classes: string[];
  /** `[N]`: the place of each label in `classes`. */
  readonly indices: Int32Array;
}

/**
 * Numbers the classes of a training set: its labels sorted by code point, whatever the language of the machine.
 *
 * @param labels - `[N]`, any text.
 * @returns `classes`, C of them, and `indices`, `[N]` in 0 … C − 1.
 * @example
 * encodeLabels(["spam", "ham", "spam"]) // → { classes: ["ham", "spam"], indices: [1, 0, 1] }
 */
export function encodeLabels(labels: readonly string[]): EncodedLabels {
  const classes = [...new Set(labels)].sort(compareCodePoints);
  return { classes, indices: encodeLabelsAs(labels, classes) };
}

/**
 * Numbers labels by classes that are already known: those of a test set by the classes of training.
 *
 * @param labels - `[N]`, each one of `classes`.
 * @param classes - `[C]`, in the order of their numbers.
 * @returns `[N]`, in 0 … C − 1.
 * @throws ClassError for a label that is no class.
 * @example
 * encodeLabelsAs(["spam", "ham"], ["ham", "spam"]) // → [1, 0]
 * encodeLabelsAs(["eggs"], ["ham", "spam"]) // throws ClassError: encodeLabelsAs: labels[0] is "eggs", expected one of "ham", "spam"
 */
export function encodeLabelsAs(labels: readonly string[], classes: readonly string[]): Int32Array {
  const places = new Map(classes.map((label, index) => [label, index]));
  return Int32Array.from(labels, (label, i) => {
    const index = places.get(label);
    if (index !== undefined) return index;
    throw new ClassError(`encodeLabelsAs: labels[${i}] is ${show(label)}, expected one of ${showSome(classes)}`);
  });
}
