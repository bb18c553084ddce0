import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BatchLoss, Loss } from "@surprisal/contract";
import * as losses from "@surprisal/losses";
import { docComment } from "../examples/docComments.ts";
import { publicNames } from "../examples/publicNames.ts";
import { pathFrom } from "../source.ts";
import { lossPage, type Exhibit } from "./lossPage.ts";
import { page, table } from "./markdown.ts";

/** Every loss of the house, in the order of their names. */
function exhibits(root: string): Exhibit[] {
  const all: Readonly<Record<string, Loss | BatchLoss>> = losses;
  return publicNames(join(root, "packages/losses/src/index.ts"))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ file, localName, name }) => {
      const loss = all[name];
      const doc = docComment(pathFrom(root, file), readFileSync(file, "utf8"), localName);
      return loss && doc ? [{ name, loss, doc }] : [];
    });
}

/** The pages of all losses and an index, by their file names. */
export function gallery(root: string): Map<string, string> {
  const all = exhibits(root);
  const rows = all.map(({ doc, name }) => [`[${name}](${name}.md)`, doc.description]);
  return new Map([
    ["index.md", page("# Losses", table(["Loss", "What it is"], rows))],
    ...all.map((exhibit): [string, string] => [`${exhibit.name}.md`, lossPage(exhibit)]),
  ]);
}
