import { ParameterError } from "@surprisal/contract";

/** Throws ParameterError unless a parameter is a finite number within its domain. */
export function checkParameter(
  unit: string,
  name: string,
  value: number,
  expected: string,
  holds: (value: number) => boolean,
): void {
  if (!Number.isFinite(value) || !holds(value)) {
    throw new ParameterError(`${unit}: ${name} is ${value}, expected ${expected}`);
  }
}

/** Rates, and what else may be 0. */
export function checkNotNegative(unit: string, name: string, value: number): void {
  checkParameter(unit, name, value, "a number from 0", (each) => each >= 0);
}

/** Lengths in steps, limits. */
export function checkPositive(unit: string, name: string, value: number): void {
  checkParameter(unit, name, value, "a number above 0", (each) => each > 0);
}

/** What forgets: 1 would never forget, and never learn. */
export function checkDecay(unit: string, name: string, value: number): void {
  checkParameter(unit, name, value, "[0, 1)", (each) => each >= 0 && each < 1);
}
