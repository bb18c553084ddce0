import { readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, resolve } from "node:path";
import { lineAt, pathFrom } from "../source.ts";
import { codeFiles, type Package } from "../workspace.ts";
import { readImports } from "./imports.ts";

/** One import, or one dependency declared in a package.json, and where it points. */
export interface Arrow {
  readonly importer: Package;
  /** Where it stands, from the root. */
  readonly file: string;
  readonly line: number;
  readonly specifier: string;
  /** The file it names, from the root, where it is relative or names the package itself. */
  readonly targetFile?: string;
  /** The package it names, unless that is Node's, a virtual one or the importer's own. */
  readonly targetName?: string;
}

/** Every arrow that starts in a package. */
export function readArrows(root: string, importer: Package): Arrow[] {
  const imports = codeFiles(root, importer.folder).flatMap((path) => {
    const file = pathFrom(root, path);
    return readImports(path, readFileSync(path, "utf8")).map(({ specifier, line }) => ({
      importer,
      file,
      line,
      specifier,
      ...target(root, importer, path, specifier),
    }));
  });
  return [...declarations(root, importer), ...imports];
}

function declarations(root: string, importer: Package): Arrow[] {
  const file = `${importer.folder}/package.json`;
  const text = readFileSync(join(root, file), "utf8");
  return Object.keys(importer.manifest.dependencies ?? {})
    .concat(Object.keys(importer.manifest.devDependencies ?? {}))
    .concat(Object.keys(importer.manifest.peerDependencies ?? {}))
    .map((name) => {
      const line = lineAt(text, text.lastIndexOf(`"${name}":`));
      return { importer, file, line, specifier: name, targetName: name };
    });
}

function target(root: string, importer: Package, path: string, specifier: string): Partial<Arrow> {
  if (/^[./]/.test(specifier)) {
    return { targetFile: pathFrom(root, resolve(dirname(path), specifier.replace(/[?#].*$/, ""))) };
  }
  if (isBuiltin(specifier) || /^(#|virtual:)/.test(specifier)) return {};
  const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
  return name === importer.manifest.name ? ownEntry(importer, specifier.slice(name.length)) : { targetName: name };
}

/** A package that imports itself by name means the source of that entry point. */
function ownEntry({ folder, manifest }: Package, subpath: string): Partial<Arrow> {
  const entry = manifest.exports?.[`.${subpath}`];
  const source = typeof entry === "object" ? entry["@surprisal/source"] : entry;
  return source === undefined ? {} : { targetFile: join(folder, source) };
}
