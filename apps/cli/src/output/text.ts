/** JSON has no infinity. */
export const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Columns of a terminal beyond which a name is cut. */
const longestName = 24;

const shorten = (name: string): string => (name.length > longestName ? `${name.slice(0, longestName - 1)}…` : name);

/** More classes than a terminal is wide for. */
const mostClasses = 12;

/** The counts as a table; of many classes the pairs that are confused most. */
export function describeConfusion(classes: readonly string[], matrix: readonly (readonly number[])[]): string {
  if (classes.length > mostClasses) return describeWorst(classes, matrix);
  const names = classes.map(shorten);
  const left = Math.max(...names.map((name) => name.length), "actual \\ predicted".length);
  const line = (first: string, cells: readonly string[]): string =>
    `${first.padEnd(left)}${cells.map((cell, k) => `  ${cell.padStart(Math.max(names[k]?.length ?? 0, 4))}`).join("")}\n`;
  const rows = matrix.map((counts, actual) => line(names[actual] ?? "", counts.map(String)));
  return line("actual \\ predicted", names) + rows.join("");
}

function describeWorst(classes: readonly string[], matrix: readonly (readonly number[])[]): string {
  const pairs = matrix
    .flatMap((counts, actual) => counts.map((count, predicted) => ({ actual, count, predicted })))
    .filter(({ actual, count, predicted }) => actual !== predicted && count > 0)
    .toSorted((a, b) => b.count - a.count);
  const lines = pairs
    .slice(0, 8)
    .map(
      ({ actual, count, predicted }) =>
        `  ${String(count).padStart(5)}  ${classes[actual]} taken for ${classes[predicted]}\n`,
    );
  return lines.length === 0 ? "No row is taken for another class.\n" : `Confused most often:\n${lines.join("")}`;
}
