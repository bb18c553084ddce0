import { DataError } from "@surprisal/contract";
import { compareCodePoints } from "../text/compareCodePoints.ts";
import { show } from "../text/show.ts";
import { mostFeatures, widthOf, type EncodedColumn } from "./columns.ts";

/** A TableEncoder as plain data. */
export interface TableEncoderJSON {
  readonly format: "surprisal-table-encoder";
  readonly version: 1;
  readonly columns: readonly EncodedColumn[];
}

export const format: TableEncoderJSON["format"] = "surprisal-table-encoder";
export const version: TableEncoderJSON["version"] = 1;

/** The columns in data that claims to be a TableEncoderJSON, copied field by field. */
export function readColumns(json: unknown): EncodedColumn[] {
  expectField("format", field(json, "", "format"), (value) => value === format, show(format));
  expectField("version", field(json, "", "version"), (value) => value === version, String(version));
  const given = field(json, "", "columns");
  if (!Array.isArray(given) || given.length === 0 || given.length > mostFeatures) {
    throw wrong("columns", given, "a list of 1 to 2^20 columns");
  }
  const columns = given.map(readColumn);
  const names = new Set<string>();
  for (const [i, { name, kind }] of columns.entries()) {
    if (names.has(name))
      throw new DataError(`TableEncoder: columns[${i}].name is ${show(name)}, as that of another column`);
    names.add(name);
    if (kind === "numeric" && columns[i - 1]?.kind === "categorical") {
      throw new DataError(`TableEncoder: columns[${i}] is numeric, expected no more of these after a categorical one`);
    }
  }
  const width = widthOf(columns);
  if (width > mostFeatures) throw new DataError(`TableEncoder: ${width} features, expected at most 2^20`);
  return columns;
}

function readColumn(json: unknown, i: number): EncodedColumn {
  const path = `columns[${i}]`;
  const name = field(json, path, "name");
  if (typeof name !== "string" || name === "") throw wrong(`${path}.name`, name, "a name");
  const kind = field(json, path, "kind");
  if (kind === "numeric") {
    const [mean, std] = [field(json, path, "mean"), field(json, path, "std")];
    if (!isFinite(mean)) throw wrong(`${path}.mean`, mean, "a finite number");
    if (!isFinite(std) || std <= 0) throw wrong(`${path}.std`, std, "a finite number above 0");
    return { name, kind, mean, std };
  }
  if (kind !== "categorical") throw wrong(`${path}.kind`, kind, '"numeric" or "categorical"');
  return { name, kind, levels: readLevels(field(json, path, "levels"), `${path}.levels`) };
}

function readLevels(levels: unknown, path: string): string[] {
  if (!Array.isArray(levels) || levels.length === 0 || levels.length > mostFeatures) {
    throw wrong(path, levels, "a list of 1 to 2^20 levels");
  }
  return levels.map((level: unknown, j) => {
    if (typeof level !== "string") throw wrong(`${path}[${j}]`, level, "a text");
    const before: unknown = levels[j - 1];
    if (typeof before === "string" && compareCodePoints(before, level) >= 0) {
      throw wrong(`${path}[${j}]`, level, `one that sorts after ${show(before)}`);
    }
    return level;
  });
}

const isFinite = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);

/** An own field: what a prototype holds was not in the file. */
function field(json: unknown, path: string, name: string): unknown {
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw wrong(path || "json", json, "an object");
  return Object.hasOwn(json, name) ? (json as Record<string, unknown>)[name] : undefined;
}

function expectField(path: string, value: unknown, isRight: (value: unknown) => boolean, expected: string): void {
  if (!isRight(value)) throw wrong(path, value, expected);
}

function wrong(path: string, value: unknown, expected: string): DataError {
  const got =
    typeof value === "string"
      ? show(value)
      : Array.isArray(value)
        ? `a list of ${value.length}`
        : typeof value === "object" && value !== null
          ? "an object"
          : String(value);
  return new DataError(`TableEncoder: ${path} is ${got}, expected ${expected}`);
}
