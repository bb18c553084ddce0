import { asTensor, ParameterError, Tensor, type TensorLike } from "@surprisal/tensor";
import { checkElements, checkNames } from "./refusals.ts";
import type { Parameters, ParameterSpecification } from "./types.ts";

type Specifications<P extends Parameters> = { readonly [K in keyof P]: ParameterSpecification<P[K]> };

/** The given values, and for what is not among them others or else the defaults; each checked against its domain. */
export function resolveParameters<P extends Parameters>(
  unit: string,
  specification: Specifications<P>,
  given: Partial<P>,
  others: Partial<P> = {},
): P {
  checkNames(unit, "parameter", given, Object.keys(specification));
  const entries = Object.entries<ParameterSpecification>(specification).map(([name, each]) => {
    const value = readTensor(given[name] ?? others[name] ?? each.default, each);
    check(unit, name, value, each);
    return [name, value];
  });
  // One entry for each key of P, of its type: check has refused others.
  return Object.fromEntries(entries) as P;
}

/** Plain arrays become float64, of which a loss takes the digits that its prediction has. */
function readTensor(value: unknown, { tensor }: ParameterSpecification): unknown {
  const isArray = Array.isArray(value) || ArrayBuffer.isView(value);
  // What is in the array is looked at by asTensor.
  return tensor && isArray ? asTensor(value as TensorLike, "float64") : value;
}

function check(
  unit: string,
  name: string,
  value: unknown,
  { default: standard, domain, integer, oneOf, tensor }: ParameterSpecification,
): void {
  const refuse = (expected: string): never => {
    throw new ParameterError(`${unit}: ${name} is ${String(value)}, expected ${expected}`);
  };
  if (oneOf) {
    if (!oneOf.includes(value)) refuse(`one of ${oneOf.join(", ")}`);
  } else if (tensor && value instanceof Tensor) {
    if (domain) checkElements(unit, name, value, (element) => isInside(element, domain), domain);
  } else if (typeof value !== typeof standard) {
    refuse(`a ${tensor ? "tensor" : typeof standard}`);
  } else if (integer && !Number.isInteger(value)) {
    refuse("a whole number");
  } else if (typeof value === "number" && domain && !isInside(value, domain)) {
    refuse(domain);
  }
}

/** Intervals as mathematics writes them: "[0, 1)", "(0, ∞)". */
function isInside(value: number, domain: string): boolean {
  const [low = Number.NaN, high = Number.NaN] = domain
    .slice(1, -1)
    .split(",")
    .map((text) => Number(text.replace("∞", "Infinity").replace("−", "-")));
  return (domain.startsWith("[") ? value >= low : value > low) && (domain.endsWith("]") ? value <= high : value < high);
}
