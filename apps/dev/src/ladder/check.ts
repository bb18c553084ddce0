import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type Package, readManifest, readPackages } from "../workspace.ts";
import { type Arrow, readArrows } from "./arrows.ts";
import { findCycles } from "./cycles.ts";
import { floors } from "./floors.ts";
import { leavesPackage, undeclared, wrongFloor } from "./rules.ts";

/** One thing that breaks the architecture, and where. */
export interface Violation {
  /** From the root. */
  readonly file: string;
  readonly line: number;
  /** The importing package. */
  readonly from: string;
  /** What it imports. */
  readonly to: string;
  readonly why: string;
}

/** What was read and what was found. */
export interface LadderResult {
  readonly packages: number;
  readonly imports: number;
  readonly violations: readonly Violation[];
}

/** Reads every import of every package and app under `root`, and names each one that the architecture forbids. */
export function checkLadder(root: string): LadderResult {
  const packages = readPackages(root);
  const byName = new Map(packages.map((one) => [one.manifest.name, one]));
  const rootManifest = readManifest(join(root, "package.json"));
  const arrows = packages.flatMap((one) => readArrows(root, one));

  const forbidden = arrows.flatMap((arrow) => {
    const imported = byName.get(arrow.targetName ?? "");
    const reasons = [
      imported && wrongFloor(arrow.importer, imported),
      leavesPackage(arrow),
      undeclared(arrow, rootManifest),
    ];
    return reasons.filter((why) => why !== undefined).map((why) => violation(arrow, why));
  });
  return {
    packages: packages.length,
    imports: arrows.length,
    violations: [
      ...strayFolders(root),
      ...withoutFloor(packages),
      ...forbidden,
      ...cycles("files", arrows, (arrow) => [arrow.file, arrow.targetFile]),
      ...cycles("packages", arrows, ({ importer, targetName }) => [importer.manifest.name, targetName]),
    ],
  };
}

function violation({ file, line, importer, specifier }: Arrow, why: string): Violation {
  return { file, line, from: importer.shortName, to: specifier, why };
}

/** The tree shows the architecture: nothing stands at the top but packages, apps and dot folders. */
function strayFolders(root: string): Violation[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^(packages|apps|node_modules|\..*)$/.test(entry.name))
    .map(({ name }) => ({ file: name, line: 1, from: name, to: ".", why: "only packages and apps stand at the top" }));
}

function withoutFloor(packages: readonly Package[]): Violation[] {
  return packages
    .filter(({ shortName }) => floors[shortName] === undefined)
    .map(({ folder, shortName }) => {
      const why = "has no floor: give it one in apps/dev/src/ladder/floors.ts";
      return { file: `${folder}/package.json`, line: 1, from: shortName, to: shortName, why };
    });
}

/** Cycles among arrows, each blamed on its first arrow. */
function cycles(
  among: string,
  arrows: readonly Arrow[],
  ends: (arrow: Arrow) => readonly [string, string | undefined],
): Violation[] {
  const graph = new Map<string, Map<string, Arrow>>();
  for (const arrow of arrows) {
    const [from, to] = ends(arrow);
    const targets = graph.get(from) ?? new Map<string, Arrow>();
    graph.set(from, targets);
    if (to !== undefined && !targets.has(to)) targets.set(to, arrow);
  }
  const keys = new Map([...graph].map(([from, targets]) => [from, [...targets.keys()]]));
  return findCycles(keys).flatMap((cycle) => {
    const [first = "", second = first] = cycle;
    const arrow = graph.get(first)?.get(second);
    return arrow ? [violation(arrow, `import cycle between ${among}: ${[...cycle, first].join(" → ")}`)] : [];
  });
}
