import type { CompiledLoss } from "@surprisal/contract/compile";
import type { Objective } from "@surprisal/optimizers";
import type { Rows } from "./rows.ts";

/** A compiled loss and the targets it is of: `[count]`. */
export interface RowLoss {
  readonly compiled: CompiledLoss;
  readonly targets: Int32Array | Float64Array;
}

/** Rows that are taken through the loss at once: few enough to stay in the cache. */
const blockRows = 1024;

/**
 * The mean over the rows of Σ loss + ½‖W‖² / c, as the solver wants it, of `[outputs · width]` weights and, with an intercept,
 * `[outputs]` more that are not penalized. The loss is differentiated by the logits alone; the rest of the chain rule is a product.
 */
export function penalizedLoss(
  rows: Rows,
  outputs: number,
  { compiled, targets }: RowLoss,
  c: number,
  fitIntercept: boolean,
): Objective {
  const { count, width } = rows;
  const size = outputs * width;
  const intercept = new Float64Array(outputs);
  const most = Math.min(blockRows, count);
  const [logits, slope] = [new Float64Array(most * outputs), new Float64Array(most * outputs)];
  const values = new Float64Array(most);
  return (x, gradient) => {
    const weights = x.subarray(0, size);
    if (fitIntercept) intercept.set(x.subarray(size));
    gradient.fill(0);
    const slopes = gradient.subarray(0, size);
    let total = 0;
    for (let start = 0; start < count; start += blockRows) {
      const end = Math.min(count, start + blockRows);
      rows.logits(weights, intercept, start, end, logits);
      compiled.run(end - start, logits, targets.subarray(start, end), values, slope);
      let block = 0;
      for (let i = 0; i < end - start; i++) block += values[i] as number;
      total += block;
      rows.addProducts(slope, outputs, start, end, slopes);
      const entries = (end - start) * outputs;
      if (fitIntercept) {
        for (let i = 0, k = 0; i < entries; i++, k = k + 1 === outputs ? 0 : k + 1) {
          gradient[size + k] = (gradient[size + k] as number) + (slope[i] as number);
        }
      }
    }
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
