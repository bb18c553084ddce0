import { parseTable, type ParseTableOptions } from "../table/parseTable.ts";
import type { Table } from "../table/table.ts";
import { readTextFile, type ReadTextFileOptions } from "./readTextFile.ts";

/** How a file is cut into rows and fields, and how long it may be. */
export type ReadTableOptions = ParseTableOptions & ReadTextFileOptions;

/**
 * A table from a CSV or TSV file, also one that is packed (`.gz`).
 *
 * @param path - where the file is. The delimiter is a tab if its name ends in `.tsv` or `.tsv.gz`, a comma otherwise.
 * @param options - see ParseTableOptions and ReadTextFileOptions; a `delimiter` here counts more than the name of the file.
 * @returns the table, all its cells text; `name` is the path.
 * @throws DataError as `readTextFile` and `parseTable` do; ParameterError for options that contradict each other.
 * @example
 * import { mkdtemp, writeFile } from "node:fs/promises"
 * import { tmpdir } from "node:os"
 * import { join } from "node:path"
 * const path = join(await mkdtemp(join(tmpdir(), "example-")), "penguins.tsv")
 * await writeFile(path, "species\tmass\nAdelie\t3750\n")
 * const table = await readTable(path)
 * table.column("mass") // → ["3750"]
 */
export async function readTable(path: string, options: ReadTableOptions = {}): Promise<Table> {
  const { maximumBytes, ...parsing } = options;
  const delimiter = /\.tsv(\.gz)?$/i.test(path) ? "\t" : ",";
  const text = await readTextFile(path, maximumBytes === undefined ? {} : { maximumBytes });
  return parseTable(text, { delimiter, name: path, ...parsing });
}
