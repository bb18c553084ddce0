import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** A miniature repository on disk, gone after the test: paths from its root, each with its text. */
export function miniature(files: Readonly<Record<string, string | object>>): string {
  const root = mkdtempSync(join(tmpdir(), "miniature-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [path, content] of Object.entries({ "package.json": { name: "root" }, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), typeof content === "string" ? content : JSON.stringify(content, null, 2));
  }
  return root;
}

/** A package.json for a miniature. */
export function manifest(shortName: string, dependencies: readonly string[] = [], rest: object = {}): object {
  const versions = Object.fromEntries(dependencies.map((name) => [name, "workspace:^"]));
  return { name: `@surprisal/${shortName}`, dependencies: versions, ...rest };
}
