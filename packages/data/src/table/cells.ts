/**
 * Whether a cell holds no value: it is empty, `?` or `NA`.
 *
 * @param cell - as it stands in the file.
 * @returns true for the three, false for all else, also for `nan`, `null` and a space.
 * @example
 * isMissing("NA") // → true
 * isMissing("0") // → false
 */
export function isMissing(cell: string): boolean {
  return cell === "" || cell === "?" || cell === "NA";
}

// No part can match what the part after it matches, so the time is linear in the length of the cell.
const decimal = /^\s*[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?\s*$/;

/** The value of a finite decimal number, spaces around it allowed; NaN for any other cell. */
export function parseNumber(cell: string): number {
  const value = decimal.test(cell) ? Number(cell) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
}
