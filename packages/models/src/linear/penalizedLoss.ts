import type { Objective } from "@surprisal/optimizers";
import { tensor, valueAndGrad, type Tensor } from "@surprisal/tensor";
import type { Rows } from "./rows.ts";

/** The sum of a loss over the rows start … end − 1, as a function of their logits `[end − start, outputs]`. */
export type BlockLoss = (logits: Tensor, start: number, end: number) => Tensor;

/** Rows that are taken through the loss at once: few enough to stay in the cache, enough to make the calls cheap. */
const blockRows = 4096;

/**
 * The mean over the rows of Σ loss + ½‖W‖² / c, as the solver wants it, of `[outputs · width]` weights and, with an intercept,
 * `[outputs]` more that are not penalized. The loss is differentiated by the logits alone; the rest of the chain rule is a product.
 */
export function penalizedLoss(
  rows: Rows,
  outputs: number,
  loss: BlockLoss,
  c: number,
  fitIntercept: boolean,
): Objective {
  const { count, width } = rows;
  const size = outputs * width;
  const intercept = new Float64Array(outputs);
  const logits = new Float64Array(Math.min(blockRows, count) * outputs);
  const lossAndSlope = valueAndGrad(loss);
  return (x, gradient) => {
    const weights = x.subarray(0, size);
    if (fitIntercept) intercept.set(x.subarray(size));
    gradient.fill(0);
    const slopes = gradient.subarray(0, size);
    let total = 0;
    for (let start = 0; start < count; start += blockRows) {
      const end = Math.min(count, start + blockRows);
      const block = logits.subarray(0, (end - start) * outputs);
      rows.logits(weights, intercept, start, end, block);
      const each = lossAndSlope(tensor(block, { shape: [end - start, outputs] }), start, end);
      total += each.value.item();
      const slope = each.gradient.data;
      rows.addProducts(slope, outputs, start, end, slopes);
      if (fitIntercept) for (let i = 0; i < slope.length; i++) gradient[size + (i % outputs)]! += slope[i]!;
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
