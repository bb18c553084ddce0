import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseSync } from "rolldown/utils";
import type { Package } from "../workspace.ts";

/** A way into a package: what may be imported, and the source behind it. */
export interface Entry {
  /** Such as `@surprisal/losses/information`. */
  readonly specifier: string;
  /** Absolute. */
  readonly source: string;
}

/** The entry points of a package, the main one first. */
export function entriesOf(root: string, { folder, manifest }: Package): Entry[] {
  return Object.entries(manifest.exports ?? {}).flatMap(([subpath, targets]) => {
    const source = typeof targets === "object" ? targets["@surprisal/source"] : undefined;
    return source === undefined
      ? []
      : [{ specifier: manifest.name + subpath.slice(1), source: join(root, folder, source) }];
  });
}

/** The entry points whose names an example in `file` has in scope: the main one, and that of the file's own folder. */
export function entriesInScope(entries: readonly Entry[], file: string): Entry[] {
  return entries.filter(({ source }, i) => i === 0 || file.startsWith(`${dirname(source)}/`));
}

/** Where a public name is declared. */
export interface Origin {
  readonly name: string;
  /** Absolute. */
  readonly file: string;
  /** What it is called there. */
  readonly localName: string;
}

/** The values that an entry point exports by name from its own package; types, and what other packages have, are left out. */
export function publicNames(source: string): Origin[] {
  return exportsOf(source).flatMap(({ name, from, importName }) => {
    if (from === undefined) return [{ name, file: source, localName: importName }];
    if (!from.startsWith(".")) return [];
    const file = join(dirname(source), from);
    // The name may only pass through there.
    const inner = publicNames(file).find((each) => each.name === importName);
    return inner ? [{ ...inner, name }] : [];
  });
}

function exportsOf(source: string) {
  const { module } = parseSync(source, readFileSync(source, "utf8"));
  return module.staticExports.flatMap(({ entries }) =>
    entries
      .filter(({ isType }) => !isType)
      .map(({ exportName, importName, localName, moduleRequest }) => ({
        name: exportName.name ?? "default",
        from: moduleRequest?.value,
        importName: importName.name ?? localName.name ?? "default",
      })),
  );
}
