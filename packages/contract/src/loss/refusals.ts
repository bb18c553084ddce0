import { ParameterError, ShapeError, type Shape, type Tensor } from "@surprisal/tensor";

/** Refuses names that a unit does not know, whether of options or of parameters: what is misspelt would change nothing. */
export function checkNames(unit: string, what: string, given: object, known: readonly string[]): void {
  for (const name of Object.keys(given)) {
    if (!known.includes(name))
      throw new ParameterError(`${unit}: unknown ${what} ${name}, expected ${known.join(", ") || "none"}`);
  }
}

/** Refuses an argument with an element that does not fit, by its first one. */
export function checkElements(
  unit: string,
  argument: string,
  { data }: Tensor,
  fits: (element: number) => boolean,
  expected: string,
  Refusal: new (message: string) => Error = ParameterError,
): void {
  const at = data.findIndex((element) => !fits(element));
  if (at >= 0) throw new Refusal(`${unit}: ${argument}[${at}] is ${data[at]}, expected ${expected}`);
}

/** Refuses an argument whose shape does not fit. */
export function checkShape(fits: boolean, unit: string, argument: string, shape: Shape, expected: string): void {
  if (!fits) throw new ShapeError(`${unit}: ${argument} has shape [${shape.join(", ")}], expected ${expected}`);
}
