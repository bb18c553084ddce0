import { DataError, ParameterError } from "@surprisal/contract";
import { show } from "../text/show.ts";
import { sourceText } from "../text/source.ts";
import { readRecords } from "./records.ts";
import { createTable, type Table } from "./table.ts";

/** How a text is cut into rows and fields. */
export interface ParseTableOptions {
  /** What stands between fields. Default ",". */
  readonly delimiter?: "," | "\t" | ";" | "|";
  /** Whether a field can be quoted with ", to hold delimiters, line breaks and doubled quotes. Default true. */
  readonly quote?: boolean;
  /** Whether the first row has the names of the columns. Default true, and false where `columns` are given. */
  readonly header?: boolean;
  /** The names of the columns of a file that has no header. */
  readonly columns?: readonly string[];
  /** Whether white space around fields is dropped, but for that in quotes. Default false. */
  readonly trim?: boolean;
  /** Whether a row with another number of fields is left out, rather than an error. Default false. */
  readonly skipRowsWithOtherWidth?: boolean;
  /** What errors call the text: usually the file it is from. Default "table". */
  readonly name?: string;
}

/**
 * A table from CSV, TSV and their like (RFC 4180). Empty lines and a byte order mark are passed over; lines end as on any system.
 *
 * @param text - the whole file.
 * @param options - see ParseTableOptions.
 * @returns the table, all its cells text.
 * @throws DataError for a row with too many or too few fields, wrong quotes, NUL characters, no rows, and column names that are
 *   empty or not unique; ParameterError for options that contradict each other.
 * @example
 * const table = parseTable("species,mass\nAdelie,3750\nGentoo,5000\n", { name: "penguins.csv" })
 * table.columnNames // → ["species", "mass"]
 * table.column("mass") // → ["3750", "5000"]
 * table.lineNumbers // → [2, 3]
 * parseTable("a,b\n1,2\n1,2,3\n", { name: "x.csv" }) // throws DataError: x.csv, line 3: 3 fields, expected 2
 * @see RFC 4180, https://www.rfc-editor.org/rfc/rfc4180
 */
export function parseTable(text: string, options: ParseTableOptions = {}): Table {
  const { delimiter = ",", quote = true, trim = false, skipRowsWithOtherWidth = false, name = "table" } = options;
  checkOptions(options, delimiter);
  let names = options.columns;
  if (names) checkNames(names, (message) => new ParameterError(`parseTable: ${message}`));
  let columns: string[][] = names?.map(() => []) ?? [];
  const lineNumbers: number[] = [];

  readRecords(sourceText(text, name), { name, delimiter, quote, trim }, (fields, line) => {
    if (names === undefined) {
      names = [...fields];
      columns = names.map(() => []);
      checkNames(names, (message) => new DataError(`${name}, line ${line}: ${message}`));
    } else if (fields.length === names.length) {
      lineNumbers.push(line);
      for (const [i, cells] of columns.entries()) cells.push(fields[i] as string);
    } else if (!skipRowsWithOtherWidth) {
      const count = fields.length === 1 ? "1 field" : `${fields.length} fields`;
      throw new DataError(`${name}, line ${line}: ${count}, expected ${names.length}`);
    }
  });

  if (names === undefined) throw new DataError(`${name}: empty, expected a row of column names and rows below it`);
  if (lineNumbers.length === 0) {
    throw new DataError(`${name}: no rows${options.columns ? "" : " below the column names"}, expected at least one`);
  }
  return createTable(name, new Map(names.map((each, i) => [each, columns[i] ?? []])), Int32Array.from(lineNumbers));
}

function checkOptions({ header, columns }: ParseTableOptions, delimiter: string): void {
  if (![",", "\t", ";", "|"].includes(delimiter)) {
    throw new ParameterError(`parseTable: delimiter is ${show(delimiter)}, expected ",", "\\t", ";" or "|"`);
  }
  if (header === false && columns === undefined) {
    throw new ParameterError("parseTable: header is false, expected the names of the columns in `columns`");
  }
  if (header === true && columns !== undefined) {
    throw new ParameterError("parseTable: header is true and columns are given, expected one of the two");
  }
}

function checkNames(names: readonly string[], error: (message: string) => Error): void {
  const seen = new Set<string>();
  for (const [i, name] of names.entries()) {
    if (name === "") throw error(`column ${i + 1} has no name`);
    if (seen.has(name)) throw error(`two columns are named ${show(name)}`);
    seen.add(name);
  }
  if (seen.size === 0) throw error("no columns");
}
