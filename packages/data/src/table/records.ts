import { parse } from "#csv";
import { DataError } from "@surprisal/contract";

export interface RecordOptions {
  readonly name: string;
  readonly delimiter: string;
  readonly quote: boolean;
  readonly trim: boolean;
}

const newLine = 10;
const doubleQuote = 34;

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
  // The parser's own line numbers count a \r\n in quotes twice, so lines are counted here.
  let start = 0;
  let line = 1;
  try {
    parse(bytes, {
      delimiter,
      quote: quote ? '"' : null,
      escape: quote ? '"' : null,
      trim,
      record_delimiter: ["\r\n", "\n"],
      relax_column_count: true,
      on_record: (fields: string[], { bytes: end }: { readonly bytes: number }) => {
        const isEmptyLine =
          fields.length === 1 && fields[0] === "" && !bytes.subarray(start, end).includes(doubleQuote);
        if (!isEmptyLine) onRecord(fields, line);
        for (; start < end; start++) if (bytes[start] === newLine) line++;
        return null;
      },
    });
  } catch (error) {
    const reason = describe(error);
    if (reason === undefined) throw error;
    throw new DataError(`${name}, line ${line}: ${reason}`, { cause: error });
  }
}

/** What is wrong with the quotes of a row, where that is what the parser complains about. */
function describe(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || !("column" in error)) return undefined;
  const field = `field ${Number(error.column) + 1}`;
  switch (error.code) {
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
