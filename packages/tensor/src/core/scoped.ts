/** What the code of a function refers to, by name: numbers, and functions of numbers. */
export type Scope = Readonly<Record<string, number | ((...elements: never[]) => number)>>;

export interface Scoped {
  readonly scope: Scope;
  readonly make: (scope: never) => unknown;
}

const known = new WeakMap<object, Scoped>();

/**
 * A function that is made from all that its code refers to, so that it can be printed with it and stands alone.
 *
 * @param scope - numbers and functions (themselves scoped, where they refer to anything), by name.
 * @param make - from the scope to the function; its code uses nothing else.
 * @returns the function.
 * @example
 * const scaled = scoped({ factor: 3 }, ({ factor }) => (x: number) => factor * x)
 * scaled(2) // → 6
 */
export function scoped<S extends Scope, F extends (...elements: never[]) => number>(
  scope: S,
  make: (scope: S) => F,
): F {
  const f = make(scope);
  known.set(f, { scope, make });
  return f;
}

/** What a function was made from; undefined where it was not made by `scoped`. */
export const scopeOf = (f: object): Scoped | undefined => known.get(f);
