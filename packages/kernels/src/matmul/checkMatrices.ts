import type { Floats } from "../floats.ts";

/** A misspelt option would give another result without a word, and what is no object has none. */
export function checkOptions(unit: string, options: object, names: readonly string[]): void {
  if (Object(options) !== options)
    throw new TypeError(`${unit}: options are ${JSON.stringify(options)}, expected an object`);
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown !== undefined) throw new TypeError(`${unit}: unknown option ${unknown}, expected ${names.join(", ")}`);
}

/**
 * An array must hold a matrix. Without a stride of their own rows fill it, as a wrong extent shows itself by that.
 *
 * @param given - the stride, under the name of its option.
 */
export function checkMatrix(
  unit: string,
  name: string,
  { length }: Floats,
  rows: number,
  columns: number,
  given: Readonly<Record<string, number | undefined>> = { stride: undefined },
): void {
  const [[option, stride]] = Object.entries(given) as [[string, number | undefined]];
  const expected = rows === 0 ? 0 : (rows - 1) * (stride ?? columns) + columns;
  if (stride !== undefined && !(Number.isInteger(stride) && stride >= columns))
    throw new RangeError(`${unit}: ${option} is ${stride}, expected a whole number from ${columns}`);
  if (stride === undefined ? length !== expected : length < expected)
    throw new RangeError(
      `${unit}: ${name} has ${length} numbers, expected ${expected}${stride === undefined ? "" : " or more"}`,
    );
}
