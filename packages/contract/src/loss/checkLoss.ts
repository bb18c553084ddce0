import { ParameterError } from "@surprisal/tensor";

/**
 * Refuses what is no loss of single examples, such as one of a whole batch: types say so to TypeScript only.
 *
 * @param unit - who asks: named in the error.
 * @param loss - what was given for a loss.
 * @throws ParameterError for all but what `defineLoss` returns, and what stands in its place.
 * @example
 * checkLoss("fuse", (x: number) => x) // throws ParameterError: fuse: loss is a function, expected a loss of defineLoss, of single examples
 */
export function checkLoss(unit: string, loss: unknown): void {
  if (typeof loss === "function" && "value" in loss && "target" in loss) return;
  const given =
    typeof loss === "function" ? ("lossName" in loss ? String(loss.lossName) : "a function") : `of type ${typeof loss}`;
  throw new ParameterError(`${unit}: loss is ${given}, expected a loss of defineLoss, of single examples`);
}
