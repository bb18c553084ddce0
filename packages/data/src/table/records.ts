import { CsvError, parse } from "#csv";
import { DataError } from "@surprisal/contract";

export interface RecordOptions {
  readonly name: string;
  readonly delimiter: string;
  readonly quote: boolean;
  readonly trim: boolean;
}

const newLine = 10;

/**
 * Reads separated fields, and calls `onRecord` with those of each row that is no empty line, and the line on which it begins.
 *
 * A line ends at `\n` or `\r\n`; at `\r` only in a text that has no `\n`.
 */
export function readRecords(
  text: string,
  { name, delimiter, quote, trim }: RecordOptions,
  onRecord: (fields: readonly string[], line: number) => void,
): void {
  const normalized = text.includes("\n") ? text : text.replaceAll("\r", "\n");
  const bytes = new TextEncoder().encode(normalized);
  // The parser's own line numbers count a \r\n in quotes twice, so line breaks are counted here.
  let end = 0;
  let lineBreaks = 0;
  let emptyLines = 0;
  const lineAfter = (emptyLinesNow: number): number => 1 + lineBreaks + emptyLinesNow - emptyLines;
  try {
    parse(bytes, {
      delimiter,
      quote: quote ? '"' : null,
      escape: quote ? '"' : null,
      trim,
      record_delimiter: ["\r\n", "\n"],
      relax_column_count: true,
      skip_empty_lines: true,
      on_record: (fields: string[], info) => {
        onRecord(fields, lineAfter(info.empty_lines));
        for (; end < info.bytes; end++) if (bytes[end] === newLine) lineBreaks++;
        emptyLines = info.empty_lines;
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const reason = describe(error);
    if (reason === undefined) throw error;
    throw new DataError(`${name}, line ${lineAfter(Number(error.empty_lines))}: ${reason}`, { cause: error });
  }
}

/** What is wrong with the quotes of a row, where that is what the parser complains about. */
function describe({ code, column }: CsvError): string | undefined {
  const field = `field ${Number(column) + 1}`;
  switch (code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return `the quote that opens ${field} is never closed`;
    case "CSV_INVALID_CLOSING_QUOTE":
    case "CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE":
      return `${field} goes on after its closing quote; a quote inside of quotes is written twice`;
    case "INVALID_OPENING_QUOTE":
      return `${field} has a quote in it but does not begin with one; quote the field, or read without quotes`;
    default:
      return undefined;
  }
}
