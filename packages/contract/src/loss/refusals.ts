import { ParameterError, ShapeError, type Shape, type Tensor } from "@surprisal/tensor";

/**
 * Refuses names that a unit does not know, whether of options or of parameters, and what is no object: it would change nothing.
 *
 * @param unit - who asks: named in the error.
 * @param what - what the names are of: "option", "parameter".
 * @param given - an object with the names.
 * @param known - the names that are known.
 * @throws ParameterError for another name, and for what is no object.
 * @example
 * checkNames("entropy", "option", { unit: "bits" }, ["unit", "axis"])
 * checkNames("entropy", "option", { units: "bits" }, ["unit", "axis"]) // throws ParameterError: entropy: unknown option units, expected unit, axis
 */
export function checkNames(unit: string, what: string, given: object, known: readonly string[]): void {
  if (Object(given) !== given)
    throw new ParameterError(`${unit}: ${what} is ${JSON.stringify(given)}, expected an object`);
  for (const name of Object.keys(given)) {
    if (!known.includes(name))
      throw new ParameterError(`${unit}: unknown ${what} ${name}, expected ${known.join(", ") || "none"}`);
  }
}

/**
 * Refuses an argument with an element that does not fit, by its first one.
 *
 * @param unit - who asks: named in the error.
 * @param argument - the name of the argument.
 * @param values - the argument.
 * @param fits - whether an element fits.
 * @param expected - what would fit, in words.
 * @param Refusal - the class of the error. Default ParameterError.
 * @throws ParameterError, or what `Refusal` says.
 * @example
 * checkElements("entropy", "p", tensor([0.5, 1.5]), (p) => p <= 1, "at most 1") // throws ParameterError: entropy: p[1] is 1.5, expected at most 1
 */
export function checkElements(
  unit: string,
  argument: string,
  { data }: Tensor,
  fits: (element: number) => boolean,
  expected: string,
  Refusal: new (message: string) => Error = ParameterError,
): void {
  for (let at = 0; at < data.length; at++) {
    if (!fits(data[at] as number))
      throw new Refusal(`${unit}: ${argument}[${at}] is ${data[at]}, expected ${expected}`);
  }
}

/** Refuses an argument whose shape does not fit. */
export function checkShape(fits: boolean, unit: string, argument: string, shape: Shape, expected: string): void {
  if (!fits) throw new ShapeError(`${unit}: ${argument} has shape [${shape.join(", ")}], expected ${expected}`);
}
