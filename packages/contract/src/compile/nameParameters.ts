import type { Loss, Parameters, ParameterSpecification } from "../loss/types.ts";

const greek = new Set(
  "alpha beta gamma delta epsilon zeta eta theta kappa lambda mu nu xi rho sigma tau phi chi psi omega".split(" "),
);

/** Shares of an interval that no number in a formula is equal to, nor simply related to another. */
const shares = [0.6367141, 0.4285613, 0.7128937, 0.2914359, 0.5631973];

/** What a parameter is called in a formula. */
const nameOf = (name: string): string => {
  if (greek.has(name)) return `\\${name}`;
  return name.length === 1 ? name : `\\mathit{${name}}`;
};

/** A loss with numbers for parameters by which they are known again, and those numbers by the names of the parameters. */
export function nameParameters<P extends Parameters>(
  loss: Loss<P>,
): { readonly named: Loss<P>; readonly constants: Readonly<Record<string, number>> } {
  const numbers = Object.entries<ParameterSpecification>(loss.specification)
    .filter(([, { default: standard, integer, oneOf }]) => typeof standard === "number" && !integer && !oneOf)
    .map(([name, { domain }], i): [string, number] => [name, within(domain, shares[i % shares.length] ?? 0.5)]);
  return {
    // Of the same type as the defaults, and within their domains.
    named: loss.with(Object.fromEntries(numbers) as Partial<P>),
    constants: Object.fromEntries(numbers.map(([name, value]) => [nameOf(name), value])),
  };
}

function within(domain: string | undefined, share: number): number {
  const [low = Number.NaN, high = Number.NaN] = (/([^[(\s,]+),\s*([^\])\s]+)/.exec(domain ?? "(-∞, ∞)") ?? [])
    .slice(1)
    .map((bound) => Number(bound.replace("∞", "Infinity").replace("−", "-")));
  if (Number.isFinite(high) && Number.isFinite(low)) return low + (high - low) * share;
  if (Number.isFinite(low)) return low + share;
  return Number.isFinite(high) ? high - share : share;
}
