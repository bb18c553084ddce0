import type { Builtin } from "./builtins.ts";
import type { Draft, Expression } from "./expression.ts";

/** Makes expressions, each in the simplest form that is known: what the rules of simplification are written in. */
export interface Algebra {
  /** The extent of the rows. */
  readonly width: number;
  /** Whether there are no rows: then numbers are what loops are made of. */
  readonly isElementwise: boolean;
  readonly facts: Facts;
  make(draft: Draft): Expression;
  number(value: number): Expression;
  call(name: Builtin, ...inputs: Expression[]): Expression;
  /** The same call of other inputs. */
  again(call: Expression & { readonly kind: "call" }, inputs: readonly Expression[]): Expression;
  /** Zeros but for one place. */
  oneHot(value: Expression, index: Expression): Expression;
  /** The element of a vector. */
  at(x: Expression, index: Expression): Expression;
  sum(x: Expression): Expression;
  sumExcept(x: Expression, index: Expression): Expression;
  sumOthers(x: Expression): Expression;
}

/**
 * What is known of vectors, and what is taken for granted: with assumptions, a program is right only for rows in which the numbers that
 * were assumed to be finite are so. The others are computed by a program without.
 */
export class Facts {
  /** Numbers of the row that must be finite; undefined where nothing may be assumed. */
  readonly assumed: Set<Expression> | undefined;
  /** Vectors that lie within [−width, width + 1] once everything assumed is finite. */
  readonly bounded = new Set<Expression>();
  /** By e = exp(x − max) of a softmax, its x: e is 0 wherever x is −Infinity. */
  readonly exponents = new Map<Expression, Expression>();
  readonly nonPositive = new Set<Expression>();
  readonly nonNegative = new Set<Expression>();
  /** By (1 − e) + R of a softmax, its e, R and 1/(1 + R): what 1 − p and p are made of. */
  readonly complements = new Map<Expression, Complement>();
  /** By the x of a softmax, x − max. */
  readonly gaps = new Map<Expression, Expression>();
  readonly #isChecked: boolean;

  /** @param isChecked - whether a program looks at what was assumed, so that more may be than that numbers are finite. */
  constructor(mayAssume: boolean, isChecked: boolean) {
    this.assumed = mayAssume ? new Set() : undefined;
    this.#isChecked = isChecked;
  }

  /** Whether some expressions may be taken for finite: if so, what they are computed from is so from now on. */
  assumeFinite(...expressions: readonly Expression[]): boolean {
    const needed = new Set<Expression>();
    const isFinite = (x: Expression): boolean => {
      if (x.kind === "number") return Number.isFinite(x.value);
      if (!x.isVector) needed.add(x);
      if (!x.isVector || this.bounded.has(x)) return true;
      if (x.kind === "sumOthers" || x.kind === "cumsum") return isFinite(x.vector);
      if (isCall(x, "where")) return x.inputs.slice(1).every(isFinite);
      return isCall(x, "add", "sub", "mul", "mul0", "neg", "square") && x.inputs.every(isFinite);
    };
    if (!expressions.every(isFinite)) return false;
    if (needed.size > 0 && this.assumed === undefined) return false;
    for (const each of needed) this.assumed?.add(each);
    return true;
  }

  /** Whether something may be taken to be so that is so in nearly all rows, and costs as good as nothing to look at. */
  get assumesConditions(): boolean {
    return this.#isChecked && this.assumed !== undefined;
  }
}

/** What the complement of a probability is made of. */
export interface Complement {
  readonly e: Expression;
  readonly rest: Expression;
  readonly inverse: Expression;
}

/** Takes a truth value of the row for true: a number that is finite only then is assumed to be so. */
export function assumeTrue(algebra: Algebra, condition: Expression): void {
  const { assumed } = algebra.facts;
  assumed?.add(algebra.call("where", condition, algebra.number(0), algebra.number(Infinity)));
}

export const isNumber = (x: Expression | undefined, value: number): boolean =>
  x?.kind === "number" && x.value === value;

export type Call<N extends string = string> = Expression & { readonly kind: "call"; readonly builtin: N };

/** Whether an expression is a call of one of the library's own ops. */
export const isCall = <N extends Builtin>(x: Expression | undefined, ...names: readonly N[]): x is Call<N> =>
  x?.kind === "call" && x.builtin !== undefined && (names as readonly string[]).includes(x.builtin);

/** A vector times a number of the row. */
export function scaledVector(x: Expression): readonly [vector: Expression, factor: Expression] | undefined {
  const [vector, factor] = isCall(x, "mul") ? x.inputs : [];
  return vector?.isVector && factor && !factor.isVector ? [vector, factor] : undefined;
}

/** The one index at which a vector differs from its other places by a choice; undefined for none, or more than one. */
export function hotIndex(x: Expression): Expression | undefined {
  const found = new Set<Expression>();
  const seen = new Set<Expression>();
  const visit = (each: Expression): void => {
    if (!each.isVector || seen.has(each)) return;
    seen.add(each);
    if (each.kind === "oneHot") found.add(each.index);
    else if (each.kind === "call") for (const input of each.inputs) visit(input);
  };
  visit(x);
  return found.size === 1 ? [...found][0] : undefined;
}
