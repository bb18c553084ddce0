import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { runInNewContext } from "node:vm";

const kept = new Map<string, Readonly<Record<string, string>>>();

/** The first snapshot of a test, as vitest has written it. */
export function keptSnapshot(root: string, file: string, name: string): string | undefined {
  let snapshots = kept.get(file);
  if (snapshots === undefined) {
    snapshots = {};
    const source = readFileSync(join(root, dirname(file), "__snapshots__", `${basename(file)}.snap`), "utf8");
    runInNewContext(source, { exports: snapshots });
    kept.set(file, snapshots);
  }
  // What has several lines is kept between two more.
  return snapshots[`${name} 1`]?.replace(/^\n(.*)\n$/s, "$1");
}
