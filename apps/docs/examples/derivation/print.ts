/** A table of numbers under their names, in columns of equal width. */
export function table(names: readonly string[], rows: readonly (readonly (number | string)[])[], digits = 4): string {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === "number" ? format(cell, digits) : cell)));
  const widths = names.map((name, k) => Math.max(name.length, ...cells.map((row) => row[k]?.length ?? 0)));
  const line = (row: readonly string[]): string => row.map((cell, k) => cell.padStart(widths[k] ?? 0)).join("   ");
  return [line(names), ...cells.map(line)].join("\n");
}

const format = (value: number, digits: number): string =>
  Number.isInteger(value) ? String(value) : value.toFixed(digits);

/** Histories side by side, a line every 100 epochs. */
export const losses = (runs: Readonly<Record<string, readonly number[]>>): string => {
  const columns = Object.values(runs);
  const rows = (columns[0] ?? []).map((_, i) => [
    String(100 * i),
    ...columns.map((history) => history[i] ?? Number.NaN),
  ]);
  return table(["epoch", ...Object.keys(runs)], rows);
};
