import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { filesUnder, pathFrom } from "../source.ts";
import { type Package, readPackages } from "../workspace.ts";
import { docExamples } from "./docComments.ts";
import type { Example } from "./example.ts";
import { markdownExamples } from "./markdown.ts";
import { entriesInScope, entriesOf } from "./publicNames.ts";

/** An example with the modules whose names it can use without importing them, the last one first asked. */
export interface CollectedExample {
  readonly example: Example;
  readonly inScope: readonly string[];
}

/** Every example of the repository: the `ts` blocks of its papers, and the `@example`s of its packages. */
export function collectExamples(root: string): CollectedExample[] {
  const packages = readPackages(root);
  return [
    ...papers(root, packages).flatMap((file) => {
      const examples = markdownExamples(file, readFileSync(join(root, file), "utf8"));
      return examples.map((example) => ({ example, inScope: [] }));
    }),
    ...packages.flatMap((one) => sourceExamples(root, one, packages)),
  ];
}

function papers(root: string, packages: readonly Package[]): string[] {
  const readmes = ["README.md", "CONTRIBUTING.md", ...packages.map(({ folder }) => `${folder}/README.md`)];
  const docs = filesUnder(join(root, "apps/docs")).map((path) => pathFrom(root, path));
  const all = new Set([...readmes, ...docs.filter((file) => file.endsWith(".md"))]);
  return [...all].filter((file) => existsSync(join(root, file)));
}

/**
 * In the source of a package, its own names are in scope, and under them those of the packages of this house that it
 * builds on.
 */
function sourceExamples(root: string, one: Package, packages: readonly Package[]): CollectedExample[] {
  const entries = entriesOf(root, one);
  const below = Object.keys(one.manifest.dependencies ?? {}).filter((name) =>
    packages.some(({ manifest }) => manifest.name === name),
  );
  return filesUnder(join(root, one.folder, "src"))
    .filter((path) => path.endsWith(".ts"))
    .flatMap((path) => {
      const own = entriesInScope(entries, path).map(({ specifier }) => specifier);
      const examples = docExamples(pathFrom(root, path), readFileSync(path, "utf8"));
      return examples.map((example) => ({ example, inScope: [...below, ...own] }));
    });
}
