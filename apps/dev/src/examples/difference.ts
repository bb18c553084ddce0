import { inspect } from "node:util";
import type { Expected } from "./expected.ts";

/**
 * Where a result differs from what an example states. Tensors are compared by `toArray()`, typed arrays as arrays.
 *
 * @returns undefined where it does not.
 */
export function difference(actual: unknown, expected: Expected, path = ""): string | undefined {
  const value = plain(actual);
  switch (expected.kind) {
    case "number":
      return typeof value === "number" && isNear(value, expected.value, expected.tolerance)
        ? undefined
        : describe(path, expected.written, value);
    case "exact":
      return value === expected.value ? undefined : describe(path, inspect(expected.value), value);
    case "array":
      if (!Array.isArray(value)) return describe(path, "an array", value);
      if (value.length !== expected.items.length) {
        return describe(`${path}.length`, inspect(expected.items.length), value.length);
      }
      return firstOf(expected.items.map((item, i) => difference(value[i], item, `${path}[${i}]`)));
    case "object": {
      if (typeof value !== "object" || value === null || Array.isArray(value))
        return describe(path, "an object", value);
      const entries = new Map(Object.entries(value));
      const missing = [...expected.entries.keys()].find((key) => !entries.has(key));
      if (missing !== undefined) return describe(path, `a property ${missing}`, value);
      const surplus = [...entries.keys()].find((key) => !expected.entries.has(key));
      if (surplus !== undefined) return describe(path, `no property ${surplus}`, value);
      return firstOf([...expected.entries].map(([key, item]) => difference(entries.get(key), item, `${path}.${key}`)));
    }
  }
}

function isNear(actual: number, expected: number, tolerance: number): boolean {
  return Object.is(actual, expected) || Math.abs(actual - expected) <= tolerance;
}

function plain(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if ("toArray" in value && typeof value.toArray === "function") return value.toArray();
  return ArrayBuffer.isView(value) && Symbol.iterator in value
    ? Array.from(value as Iterable<unknown> & object)
    : value;
}

function firstOf(differences: readonly (string | undefined)[]): string | undefined {
  return differences.find((each) => each !== undefined);
}

function describe(path: string, expected: string, actual: unknown): string {
  const where = path === "" ? "" : `${path.replace(/^\./, "")}: `;
  return `${where}expected ${expected}, got ${inspect(actual, { depth: 4, breakLength: 120 })}`;
}
