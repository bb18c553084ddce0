const grouped = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

const nonFinite = (value: number): string =>
  Number.isNaN(value) ? "not a number" : value > 0 ? "infinite" : "minus infinite";

const withMinus = (digits: string): string => digits.replaceAll("-", "−").replace("e+", "e");

/** A whole number: 12,345. */
export const formatCount = (value: number): string => grouped.format(value);

/** A count with its noun: "1 row", "12,345 rows". */
export const formatCounted = (value: number, one: string, many = `${one}s`): string =>
  `${formatCount(value)} ${value === 1 ? one : many}`;

/**
 * A number to some significant digits: 0.0413, 1.03, 302, 4.1e−7. Digits before the point are never dropped below 100,000.
 *
 * @param value - any.
 * @param digits - from 1. Default 3.
 * @returns text; what is not finite in words.
 * @example
 * formatNumber(0.04129) // → "0.0413"
 */
export const formatNumber = (value: number, digits = 3): string => {
  if (!Number.isFinite(value)) return nonFinite(value);
  if (value === 0) return "0";
  const size = Math.abs(Number(value.toPrecision(digits)));
  // Not as a raised power: many fonts lack the raised minus, and then 10⁻⁷ is read as 10⁷.
  if (size >= 1e5 || size < 1e-3) return withMinus(value.toExponential(digits - 1));
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return withMinus(value.toFixed(decimals));
};

/** A number with decimals that line up in a column. */
export const formatFixed = (value: number, decimals = 3): string =>
  Number.isFinite(value) ? withMinus(value.toFixed(decimals)) : nonFinite(value);

/**
 * A tick of an axis: as short as it can be said, large and small ones as 1e6 and 1e−6.
 *
 * @param value - finite.
 * @returns text.
 * @example
 * formatTick(-0.5) // → "−0.5"
 */
export const formatTick = (value: number): string => {
  const size = Math.abs(value);
  if (value === 0 || (size >= 1e-3 && size < 1e5)) return withMinus(String(Number(value.toPrecision(6))));
  return withMinus(Number(value.toPrecision(3)).toExponential());
};

/** A share in percent. What is not all says so, and what is not nothing: "over 99.9%", "under 0.1%". */
export const formatPercent = (share: number): string => {
  if (!Number.isFinite(share)) return nonFinite(share);
  if (share < 1 && share >= 0.9995) return "over 99.9%";
  if (share > 0 && share < 0.0005) return "under 0.1%";
  return `${(100 * share).toFixed(share === 0 || share === 1 ? 0 : 1)}%`;
};

/** Nats to bits. */
export const toBits = (nats: number): number => nats / Math.LN2;
