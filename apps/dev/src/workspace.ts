import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { filesUnder } from "./source.ts";

/** What a package.json says, as far as anybody here asks. */
export interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly bin?: string | Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** A package or app of this repository. */
export interface Package {
  /** The name of its folder, which is also its name without the scope. */
  readonly shortName: string;
  /** From the root, such as `packages/tensor`. */
  readonly folder: string;
  readonly manifest: Manifest;
}

/** Reads a package.json; the cast is the point where a file on disk gets its type. */
export function readManifest(path: string): Manifest {
  return JSON.parse(readFileSync(path, "utf8")) as Manifest;
}

/** Every package and app that has a package.json, in the order of their folders. */
export function readPackages(root: string): Package[] {
  return ["packages", "apps"].flatMap((group) => {
    if (!existsSync(join(root, group))) return [];
    return readdirSync(join(root, group))
      .toSorted()
      .filter((shortName) => existsSync(join(root, group, shortName, "package.json")))
      .map((shortName) => {
        const folder = `${group}/${shortName}`;
        return { shortName, folder, manifest: readManifest(join(root, folder, "package.json")) };
      });
  });
}

/** The files of a package that can hold imports. */
export function codeFiles(root: string, folder: string): string[] {
  return filesUnder(join(root, folder)).filter((path) => /\.([cm]?[jt]s|svelte)$/.test(path));
}
