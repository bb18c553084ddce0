import { ParameterError, type Loss, type Parameters } from "@surprisal/contract";

/**
 * Other parameters of a loss, from what it declares: each word of a list, and for each number one more from its domain.
 *
 * @param loss - what `defineLoss` returned.
 * @returns changes for `.with`, one parameter at a time: for the `variants` of `lawsOfLoss`.
 * @example
 * const scaled = defineLoss({ name: "scaled", prediction: "real", target: "real", parameters: { scale: { default: 1, domain: "(0, ∞)" } }, value: (x, y, { scale }) => mul(scale, abs(sub(x, y))) })
 * variantsOf(scaled) // → [{ scale: 0.5 }]
 */
export function variantsOf<P extends Parameters>(loss: Loss<P>): Partial<P>[] {
  return Object.entries(loss.specification).flatMap(([name, { oneOf, integer }]) => {
    const value = loss.parameters[name];
    const others: readonly unknown[] =
      oneOf ?? (typeof value === "number" ? (integer ? [value + 1, value - 1] : [value / 2, value * 2, 0.5, 1]) : []);
    // One parameter by its name: a part of P.
    const changes = others.filter((other) => other !== value).map((other) => ({ [name]: other }) as Partial<P>);
    const taken = changes.filter((change) => isTaken(loss, change));
    return oneOf ? taken : taken.slice(0, 1);
  });
}

function isTaken<P extends Parameters>(loss: Loss<P>, change: Partial<P>): boolean {
  try {
    loss.with(change);
    return true;
  } catch (error) {
    if (error instanceof ParameterError) return false;
    throw error;
  }
}
