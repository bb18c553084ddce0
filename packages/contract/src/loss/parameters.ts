import { asTensor, ParameterError, Tensor, type TensorLike } from "@surprisal/tensor";
import type { Parameters, ParameterSpecification } from "./types.ts";

type Specifications<P extends Parameters> = { readonly [K in keyof P]: ParameterSpecification<P[K]> };

/** The defaults with the given values in place of them, each checked against its domain. */
export function resolveParameters<P extends Parameters>(
  unit: string,
  specification: Specifications<P>,
  given: Partial<P>,
): P {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(specification, name)) {
      const known = Object.keys(specification);
      throw new ParameterError(
        `${unit}: unknown parameter ${name}, expected ${known.length > 0 ? known.join(", ") : "none"}`,
      );
    }
  }
  const entries = Object.entries<ParameterSpecification>(specification).map(([name, each]) => {
    const value = readTensor(given[name] ?? each.default, each);
    check(`${unit}: ${name}`, value, each);
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
  what: string,
  value: unknown,
  { default: standard, domain, integer, oneOf, tensor }: ParameterSpecification,
): void {
  if (oneOf !== undefined) {
    if (!oneOf.some((each) => each === value)) {
      throw new ParameterError(`${what} is ${String(value)}, expected one of ${oneOf.join(", ")}`);
    }
  } else if (tensor && value instanceof Tensor) {
    for (const element of value.data) if (domain !== undefined) checkInterval(what, element, domain);
  } else if (typeof value !== typeof standard) {
    throw new ParameterError(`${what} is ${String(value)}, expected a ${tensor ? "tensor" : typeof standard}`);
  } else if (integer && !Number.isInteger(value)) {
    throw new ParameterError(`${what} is ${String(value)}, expected a whole number`);
  } else if (typeof value === "number" && domain !== undefined) {
    checkInterval(what, value, domain);
  }
}

/** Intervals as mathematics writes them: "[0, 1)", "(0, ∞)". */
function checkInterval(what: string, value: number, domain: string): void {
  const [, open, low, high, close] = /^([[(])\s*(\S+)\s*,\s*(\S+)\s*([\])])$/.exec(domain) ?? [];
  const bound = (text: string | undefined): number => Number(text?.replace("∞", "Infinity").replace("−", "-"));
  const inside =
    (open === "[" ? value >= bound(low) : value > bound(low)) &&
    (close === "]" ? value <= bound(high) : value < bound(high));
  if (!inside) throw new ParameterError(`${what} is ${value}, expected ${domain}`);
}
