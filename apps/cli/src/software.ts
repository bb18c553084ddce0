import { readFileSync } from "node:fs";

/** The version in this package's own package.json. */
export const version = readVersion();

/** The name and version of this program, as reports print them. */
export const software = `surprisal ${version}`;

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  if (typeof manifest === "object" && manifest !== null && "version" in manifest) return String(manifest.version);
  throw new Error("package.json has no version");
}
