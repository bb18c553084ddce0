import type { CompiledLoss } from "@surprisal/contract/compile";
import type { Objective } from "@surprisal/optimizers";
import type { LossKernel } from "@surprisal/kernels";
import { type HeldRows, isInKernels } from "./heldRows.ts";

/** A compiled loss and the targets it is of: `[count]`. */
export interface RowLoss {
  readonly compiled: CompiledLoss;
  readonly targets: Int32Array | Float64Array;
}

/**
 * The mean over the rows of Σ loss + ½‖W‖² / c, as the solver wants it, of `[outputs · width]` weights and, with an intercept,
 * `[outputs]` more that are not penalized. The loss is differentiated by the logits alone; the rest of the chain rule is a product.
 *
 * @param kernel - the loss as kernels, if it has that form.
 */
export function penalizedLoss(
  held: HeldRows,
  { compiled, targets }: RowLoss,
  c: number,
  fitIntercept: boolean,
  kernel?: LossKernel,
): Objective {
  const { rows: count, width, outputs } = held;
  const size = outputs * width;
  const [noIntercept, unused] = [new Float64Array(outputs), new Float64Array(outputs)];
  return (x, gradient) => {
    const weights = x.subarray(0, size);
    const slopes = gradient.subarray(0, size);
    const map = { weights, intercept: fitIntercept ? x.subarray(size) : noIntercept };
    const sums = { weights: slopes, intercept: fitIntercept ? gradient.subarray(size) : unused };
    const total =
      kernel && isInKernels(held)
        ? held.pass(map, kernel, sums)
        : held.pass(
            map,
            ({ first, margins, rows, slopes: slope, values }) =>
              compiled.run(rows, margins, targets.subarray(first, first + rows), values, slope),
            sums,
          );
    let squares = 0;
    for (let j = 0; j < size; j++) {
      const weight = weights[j] as number;
      squares += weight * weight;
      slopes[j] = (slopes[j] as number) + weight / c;
    }
    for (let j = 0; j < gradient.length; j++) gradient[j] = (gradient[j] as number) / count;
    return (total + squares / (2 * c)) / count;
  };
}
