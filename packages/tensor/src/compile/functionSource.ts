import { scopeOf } from "../core/scoped.ts";
import { CompileError } from "./graph.ts";

type Scalar = (...x: number[]) => number;

/** The type of a function of numbers, as it is printed. One that takes them as a list does not say how many. */
export const scalarType = (f: { readonly length: number }): string =>
  f.length === 0 ? "(...x: any[]) => number" : `(${names.slice(0, f.length).join(", ")}) => number`;

const names = ["a: number", "b: number", "c: number", "d: number", "e: number"];

/**
 * The text of a function of numbers that refers to nothing around it, or to what `scoped` knows of: an expression, whose parameters have
 * their types from where it is put. Throws CompileError for any other.
 */
export function functionSource(name: string, f: unknown): string {
  const text = textOf(f);
  try {
    // Run apart from where it was written: what it refers to is not there.
    // oxlint-disable-next-line typescript/no-implied-eval
    const apart = new Function(
      `"use strict"; return (${text.replaceAll(/ satisfies \([^)]*\) => number/g, "")});`,
    )() as Scalar;
    const together = f as Scalar;
    for (const x of [-20, -0.3, 0, 0.7, 3, 40]) {
      if (!Object.is(apart(x, 0.4, 2), together(x, 0.4, 2))) throw new RangeError("another value");
    }
    return text;
  } catch (cause) {
    throw new CompileError(`rowSource: the code of ${name} refers to other code`, { cause });
  }
}

function textOf(f: unknown): string {
  // On one line, which a comment would end.
  const code = (value: unknown): string =>
    String(value)
      .replaceAll(/\/\/ .*$/gm, "")
      .replaceAll(/\s+/g, " ");
  const scoped = typeof f === "function" ? scopeOf(f) : undefined;
  if (!scoped) return code(f);
  const entries = Object.entries<unknown>(scoped.scope).map(([name, value]) =>
    typeof value === "function"
      ? `${name}: (${textOf(value)}) satisfies ${scalarType(value)}`
      : `${name}: ${String(value)}`,
  );
  return `(${code(scoped.make)})({ ${entries.join(", ")} })`;
}
