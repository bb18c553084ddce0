import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BatchLoss, Loss } from "@surprisal/contract";
import * as losses from "@surprisal/losses";
import { docComment, type DocComment } from "../examples/docComments.ts";
import { publicNames } from "../examples/publicNames.ts";
import { pathFrom } from "../source.ts";

/** What a gallery shows: a loss, and what its source says of it. */
export interface Exhibit {
  readonly name: string;
  /** Its file, seen from the root. */
  readonly file: string;
  /** With the parameters of `@shown`, where there are any. */
  readonly loss: Loss | BatchLoss;
  readonly doc: DocComment;
}

/** An exhibit of a loss with one value an example. */
export interface ExampleExhibit extends Exhibit {
  readonly loss: Loss;
}

export const isOfExamples = (exhibit: Exhibit): exhibit is ExampleExhibit => "value" in exhibit.loss;

/** The texts behind a tag of a loss's documentation, each on one line. */
export const tagged = ({ doc }: Exhibit, tag: string): string[] =>
  doc.tags.filter(({ name }) => name === tag).map(({ text }) => text.replaceAll("\n", " "));

/** Every loss of the house, in the order of their names. */
export function exhibits(root: string): Exhibit[] {
  const all: Readonly<Record<string, Loss | BatchLoss>> = losses;
  return publicNames(join(root, "packages/losses/src/index.ts"))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ file, localName, name }) => {
      const loss = all[name];
      const path = pathFrom(root, file);
      const doc = docComment(path, readFileSync(file, "utf8"), localName);
      return loss && doc ? [shown({ name, file: path, loss, doc })] : [];
    });
}

/** A loss that is nothing without a parameter is shown with the one that its documentation gives, as JSON. */
function shown(exhibit: Exhibit): Exhibit {
  const [parameters] = tagged(exhibit, "shown");
  if (parameters === undefined) return exhibit;
  const given = JSON.parse(parameters) as Readonly<Record<string, unknown>>;
  return { ...exhibit, loss: exhibit.loss.with(given) };
}
