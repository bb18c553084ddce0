import { exhibits } from "./exhibits.ts";
import { indexPage } from "./indexPage.ts";
import { lossPage } from "./lossPage.ts";

/** The pages of all losses (or of those named) and an index, by their file names. */
export function gallery(root: string, names?: readonly string[]): Map<string, string> {
  const all = exhibits(root);
  const shown = all.filter(({ name }) => names?.includes(name) ?? true);
  return new Map([
    ["index.html", indexPage(all)],
    ...shown.map((exhibit): [string, string] => [`${exhibit.name}.html`, lossPage(exhibit)]),
  ]);
}
