import { defineLoss, type Loss, type Parameters, type ValueContext } from "@surprisal/contract";
import { compileLoss, type CompiledLoss } from "@surprisal/contract/compile";
import type { Tensor } from "@surprisal/tensor";

/** The compiled passes of a loss, one for each kind of target, number of classes and dtype. */
export class Programs<P extends Parameters> {
  readonly #loss: Loss<P>;
  readonly #known = new Map<string, CompiledLoss>();
  constructor(loss: Loss<P>) {
    this.#loss = loss;
  }

  /** The pass for what a value is told; where that is more than the kind of target, one for this call alone. */
  for(context: ValueContext, classes: number, dtype: "float32" | "float64"): CompiledLoss {
    const { lossName: name, prediction } = this.#loss;
    const { target } = context;
    if (Object.keys(context).length > 1) {
      const value = (z: Tensor, y: Tensor): Tensor => this.#loss.value(z, y, context);
      return compileLoss(defineLoss({ name, prediction, target, value }), target, classes, { dtype });
    }
    const key = `${target} ${classes} ${dtype}`;
    const compiled = this.#known.get(key) ?? compileLoss(this.#loss, target, classes, { dtype });
    this.#known.set(key, compiled);
    return compiled;
  }
}
