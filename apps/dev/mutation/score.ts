import { existsSync, readFileSync } from "node:fs";

// node apps/dev/mutation/score.ts [--ranges] REPORT…: what Stryker's reports of parts of the package say together. A mutant that any of them
// has killed is killed; of others the last one counts, as a busy machine takes slow tests for hung ones. Of a file that has changed in between
// only reports of what it was in the last one count, and of one that is gone none. `--ranges` prints where those are that survive, as
// `--mutate` takes it.

interface Position {
  readonly line: number;
  readonly column: number;
}

interface Mutant {
  readonly mutatorName: string;
  readonly replacement?: string;
  readonly status: string;
  readonly location: { readonly start: Position; readonly end: Position };
}

interface Report {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>;
}

const found = new Set(["Killed", "Timeout"]);
const missed = new Set(["Survived", "NoCoverage"]);

const [flag] = process.argv.slice(2);
const paths = process.argv.slice(flag === "--ranges" ? 3 : 2);
const parts = paths.flatMap((path) => Object.entries((JSON.parse(readFileSync(path, "utf8")) as Report).files));
const sources = new Map(parts.map(([file, { source }]) => [file, source]));
const mutants = new Map<string, { file: string; source: string; mutant: Mutant }>();
for (const [file, { mutants: own, source }] of parts) {
  if (existsSync(file) && source === sources.get(file)) {
    for (const mutant of own) {
      const { location, mutatorName, replacement } = mutant;
      const key = JSON.stringify([file, location, mutatorName, replacement]);
      const before = mutants.get(key)?.mutant.status;
      if (before !== "Killed") mutants.set(key, { file, source, mutant });
    }
  }
}

const alive = [...mutants.values()].filter(({ mutant }) => missed.has(mutant.status));
if (flag === "--ranges") {
  for (const { file, mutant } of alive) {
    const { end, start } = mutant.location;
    // There columns begin at 0.
    console.log(`${file}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`);
  }
} else {
  for (const { file, mutant, source } of alive) {
    const { start } = mutant.location;
    const line = source.split("\n")[start.line - 1]?.trim() ?? "";
    console.log(
      `${file}:${start.line} ${mutant.status} ${mutant.mutatorName} → ${mutant.replacement ?? ""} in: ${line}`,
    );
  }
  const counts = new Map<string, number>();
  for (const { mutant } of mutants.values()) counts.set(mutant.status, (counts.get(mutant.status) ?? 0) + 1);
  const of = (statuses: ReadonlySet<string>): number =>
    [...statuses].reduce((sum, status) => sum + (counts.get(status) ?? 0), 0);
  const score = (100 * of(found)) / (of(found) + of(missed));
  console.log([...counts].map(([status, count]) => `${count} ${status}`).join(", "));
  console.log(`${of(found)} of ${of(found) + of(missed)}: ${score.toFixed(2)} %`);
}
