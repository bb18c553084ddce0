/** A number in six digits at most. */
export const short = (value: number): string =>
  String(Number(value.toPrecision(6)) + 0)
    .replaceAll("-", "−")
    .replace("Infinity", "∞");

/** A table; nothing where it has no rows. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "";
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(headings), line(headings.map(() => "---")), ...rows.map(line)].join("\n");
}

/** A section; nothing where it has no body. */
export const section = (heading: string, body: string): string => (body === "" ? "" : `## ${heading}\n\n${body}`);

/** Blocks with an empty line between. */
export const page = (...blocks: readonly string[]): string =>
  `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
