import type { TargetKind } from "@surprisal/contract";
import { isOfExamples, type Exhibit } from "./exhibits.ts";

/** A group of losses: those with the same kind of target. */
export interface Group {
  readonly id: string;
  readonly title: string;
  readonly about: string;
}

const groups: Readonly<Record<TargetKind | "batch", Group>> = {
  classes: { id: "classes", title: "One class of several", about: "A row of predictions, and which class it was." },
  distribution: {
    id: "distributions",
    title: "Distributions",
    about: "A row of predictions, and a probability a class.",
  },
  row: {
    id: "rows",
    title: "Rows against rows",
    about: "A row of predictions against a row of another kind: a teacher's, labels, a region, relevances.",
  },
  probability: { id: "labels", title: "Yes or no", about: "A prediction an element, and whether it happened." },
  sign: { id: "margins", title: "Margins", about: "A score, and the side on which it should be: −1 or 1." },
  real: { id: "numbers", title: "Numbers", about: "A number, and what it should have been." },
  batch: { id: "batches", title: "Whole batches", about: "Losses that compare examples, sort them or leave some out." },
};

/** In the order of an index. */
export const allGroups: readonly Group[] = Object.values(groups);

export const groupOf = (exhibit: Exhibit): Group =>
  groups[isOfExamples(exhibit) ? (exhibit.loss.target[0] ?? "real") : "batch"];
