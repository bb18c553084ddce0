import { pathFrom } from "../source.ts";
import type { Manifest, Package } from "../workspace.ts";
import type { Arrow } from "./arrows.ts";
import { floors } from "./floors.ts";

/** The one file that configuration outside its package may import. */
const sharedConfiguration = "apps/dev/vitest.config.ts";

/** What is wrong with an arrow between packages, if anything. */
export function wrongFloor(importer: Package, imported: Package): string | undefined {
  const from = floors[importer.shortName];
  const to = floors[imported.shortName];
  if (from === undefined || to === undefined || to < from) return undefined;
  const rule = to === from ? "siblings never import each other" : "a package imports only from lower floors";
  return `${importer.shortName} is on floor ${from}, ${imported.shortName} on floor ${to}: ${rule}`;
}

/** What is wrong with an arrow to a file, if anything. */
export function leavesPackage({ importer, file, targetFile }: Arrow): string | undefined {
  if (targetFile === undefined || targetFile.startsWith(`${importer.folder}/`)) return undefined;
  const isConfiguration = /^[^/]+\.config\.[cm]?[jt]s$/.test(pathFrom(importer.folder, file));
  if (isConfiguration && targetFile === sharedConfiguration) return undefined;
  return `leaves its package: ${targetFile} is not in ${importer.folder}`;
}

/**
 * Whether the package named by an arrow is a declared dependency of the importer. What is shipped (`src` of a public
 * package) may use `dependencies` only; the rest also `devDependencies`, and tests and configuration those of the root.
 */
export function undeclared({ importer, file, targetName }: Arrow, rootManifest: Manifest): string | undefined {
  if (targetName === undefined) return undefined;
  const { manifest, folder } = importer;
  const inSource = file.startsWith(`${folder}/src/`);
  const shipped = inSource && !manifest.private;
  const declared = {
    ...manifest.dependencies,
    ...manifest.peerDependencies,
    ...manifest.optionalDependencies,
    ...(shipped ? {} : manifest.devDependencies),
    ...(inSource ? {} : rootManifest.devDependencies),
  };
  const types = `@types/${targetName.replace(/^@(.*)\//, "$1__")}`;
  if (targetName in declared || types in declared) return undefined;
  return `${targetName} is not among the ${shipped ? "dependencies" : "dependencies or devDependencies"} of ${folder}`;
}
