/** Seconds in a unit that leaves few digits: three of them are as many as a measurement has. */
export function showTime(seconds: number): string {
  if (seconds < 1e-3) return `${threeDigits(seconds * 1e6)} µs`;
  return seconds < 1 ? `${threeDigits(seconds * 1e3)} ms` : `${threeDigits(seconds)} s`;
}

/** A ratio: 0.92×, 12.3×, 456×. */
export function showRatio(ratio: number): string {
  return `${threeDigits(ratio)}×`;
}

/** Bytes, as whole KiB or MiB. */
export function showBytes(bytes: number): string {
  return bytes < 2 ** 20 ? `${Math.round(bytes / 2 ** 10)} KiB` : `${Math.round(bytes / 2 ** 20)} MiB`;
}

/** A relative error: 0, or one digit and a power of ten. */
export function showError(error: number): string {
  return error === 0 || !Number.isFinite(error) ? String(error) : error.toExponential(0);
}

function threeDigits(x: number): string {
  if (x === 0) return "0";
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(x))));
  return x.toFixed(digits);
}

/** Columns as wide as their widest cell; the first is aligned to the left. */
export function alignColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}
