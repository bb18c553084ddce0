import type { Builtin, Compute } from "./builtins.ts";

/**
 * What a row program computes, for one row. A vector has an element for each place along the last axis, a scalar one for the row.
 * `level` is the number of reductions that have to be done before it can be computed.
 */
export type Expression = { readonly id: number; readonly isVector: boolean; readonly level: number } & (
  | { readonly kind: "number"; readonly value: number }
  /** 0, 1, 2 …: the place itself. */
  | { readonly kind: "place" }
  /** The same for all rows: an element for each place (isVector), or picked by an index. */
  | { readonly kind: "table"; readonly table: ArrayLike<number>; readonly index: Expression | undefined }
  | { readonly kind: "input"; readonly input: number }
  /** An elementwise op: of the library's own (`builtin`), or one that only its function is known of. `costly`: worth keeping. */
  | {
      readonly kind: "call";
      readonly name: string;
      readonly builtin: Builtin | undefined;
      readonly f: Compute;
      readonly inputs: readonly Expression[];
      readonly costly: boolean;
    }
  /** An element of a vector. */
  | { readonly kind: "at"; readonly vector: Expression; readonly index: Expression }
  /** A vector of zeros but for one place. */
  | { readonly kind: "oneHot"; readonly value: Expression; readonly index: Expression }
  | { readonly kind: "sum"; readonly vector: Expression }
  /** The sum with one place left out. */
  | { readonly kind: "sumExcept"; readonly vector: Expression; readonly index: Expression }
  | { readonly kind: "argmax"; readonly vector: Expression }
  /** The largest element, NaN left out. */
  | { readonly kind: "max"; readonly vector: Expression }
  /** Of numbers up to 1: the sum without one that is 1. To all digits, where the others are small. */
  | { readonly kind: "rest"; readonly vector: Expression }
  /** At each place the sum of the vector's other elements. */
  | { readonly kind: "sumOthers"; readonly vector: Expression }
  /** At each place the sum of the elements up to it (or from it on), with or without its own. */
  | { readonly kind: "cumsum"; readonly vector: Expression; readonly reverse: boolean; readonly exclusive: boolean }
);

/** An expression without what all have: to be given an id and a level. */
export type Draft = Expression extends infer E ? (E extends Expression ? Omit<E, "id" | "level"> : never) : never;

/** What an expression is computed from. */
export function partsOf(expression: Expression | Draft): readonly Expression[] {
  switch (expression.kind) {
    case "call":
      return expression.inputs;
    case "table":
      return expression.index ? [expression.index] : [];
    case "at":
    case "sumExcept":
      return [expression.vector, expression.index];
    case "oneHot":
      return [expression.value, expression.index];
    case "sum":
    case "argmax":
    case "max":
    case "rest":
    case "sumOthers":
    case "cumsum":
      return [expression.vector];
    default:
      return [];
  }
}

type Reduction = "sum" | "sumExcept" | "argmax" | "max" | "rest" | "sumOthers" | "cumsum";

/** Reductions need the whole row: what uses them comes a level later. */
export const isReduction = <E extends Expression | Draft>(each: E): each is E & { readonly kind: Reduction } =>
  ["sum", "sumExcept", "argmax", "max", "rest"].includes(each.kind) || isSweep(each);

/** A sweep goes over the row in order, and leaves a vector behind. */
export const isSweep = <E extends Expression | Draft>(each: E): each is E & { readonly kind: "sumOthers" | "cumsum" } =>
  each.kind === "sumOthers" || each.kind === "cumsum";

/** What a reduction goes over. */
export const vectorOf = (reduction: Expression & { readonly kind: Reduction }): Expression => reduction.vector;

/** Whether it takes as long to compute as many others together. */
export const isCostly = (each: Expression): boolean => each.kind === "call" && each.costly;

/** All that some expressions are computed from, themselves included, parts first. */
export function collect(roots: readonly Expression[], enter: (each: Expression) => boolean = () => true): Expression[] {
  const found = new Map<number, Expression>();
  const visit = (each: Expression): void => {
    if (found.has(each.id) || !enter(each)) return;
    for (const part of partsOf(each)) visit(part);
    found.set(each.id, each);
  };
  for (const root of roots) visit(root);
  return [...found.values()];
}

/** Expressions, each only once. */
export class Expressions {
  readonly #known = new Map<string, Expression>();
  readonly #tables = new Map<unknown, number>();
  readonly #functions = new Map<unknown, number>();

  make(draft: Draft): Expression {
    const parts = partsOf(draft);
    const key = [draft.kind, draft.isVector, this.#detail(draft), ...parts.map(({ id }) => id)].join("|");
    const known = this.#known.get(key);
    if (known) return known;
    const level = Math.max(0, ...parts.map((part) => part.level)) + Number(isReduction(draft));
    // A draft with what it lacked.
    const made = { ...draft, id: this.#known.size, level } as Expression;
    this.#known.set(key, made);
    return made;
  }

  #detail(draft: Draft): string {
    const place = (map: Map<unknown, number>, key: unknown): number => {
      const known = map.get(key) ?? map.size;
      map.set(key, known);
      return known;
    };
    switch (draft.kind) {
      case "number":
        return Object.is(draft.value, -0) ? "-0" : String(draft.value);
      case "table":
        return `${place(this.#tables, draft.table)}${draft.index ? "at" : ""}`;
      case "input":
        return String(draft.input);
      case "cumsum":
        return `${draft.reverse} ${draft.exclusive}`;
      case "call":
        return String(place(this.#functions, draft.f));
      default:
        return "";
    }
  }
}
