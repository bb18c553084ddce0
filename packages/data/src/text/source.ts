import { DataError } from "@surprisal/contract";

/** The text of a file without its byte order mark, or an error where it is no text. */
export function sourceText(text: string, name: string): string {
  const zero = text.indexOf("\0");
  if (zero !== -1) {
    throw new DataError(`${name}, line ${lineAt(text, zero)}: a NUL character, expected text; is this a binary file?`);
  }
  return text.startsWith("\uFEFF") ? text.slice(1) : text;
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let i = text.indexOf("\n"); i !== -1 && i < offset; i = text.indexOf("\n", i + 1)) line++;
  return line;
}
