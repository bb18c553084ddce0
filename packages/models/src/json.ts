import { DataError } from "@surprisal/contract";

// Reading data that may hold anything: own fields only, each of the type it must be.

/** A field of an object; undefined where it is not there. */
export function field(unit: string, json: unknown, name: string): unknown {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new DataError(`${unit}: found ${show(json)}, expected an object with ${name}`);
  }
  // An object, and not what its prototype holds.
  return Object.hasOwn(json, name) ? (json as Record<string, unknown>)[name] : undefined;
}

export function finite(unit: string, json: unknown, name: string): number {
  const value = field(unit, json, name);
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw new DataError(`${unit}: ${name} is ${show(value)}, expected a finite number`);
}

export function wholeNumber(unit: string, json: unknown, name: string, least: number, most: number): number {
  const value = finite(unit, json, name);
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new DataError(`${unit}: ${name} is ${value}, expected a whole number from ${least} to ${most}`);
}

export function flag(unit: string, json: unknown, name: string): boolean {
  const value = field(unit, json, name);
  if (typeof value === "boolean") return value;
  throw new DataError(`${unit}: ${name} is ${show(value)}, expected true or false`);
}

export function text(unit: string, json: unknown, name: string): string {
  const value = field(unit, json, name);
  if (typeof value === "string") return value;
  throw new DataError(`${unit}: ${name} is ${show(value)}, expected a text`);
}

/** Any value in a few words. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object" && value !== null) return "an object";
  return typeof value === "string"
    ? JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value)
    : String(value);
}
