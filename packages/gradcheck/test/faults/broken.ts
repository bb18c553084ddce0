import type { Loss, LossOptions, Parameters } from "@surprisal/contract";
import type { Tensor, TensorLike } from "@surprisal/tensor";

/** A loss with some of its parts replaced, and, where `call` is given, called another way. */
export function broken<P extends Parameters>(
  loss: Loss<P>,
  changes: Partial<Omit<Loss<P>, "name">>,
  call?: (prediction: TensorLike, target: TensorLike, options?: LossOptions) => Tensor,
): Loss {
  const callable = (prediction: TensorLike, target: TensorLike, options?: LossOptions): Tensor =>
    call ? call(prediction, target, options) : loss(prediction, target, options);
  // The laws read parameters by name only.
  return Object.assign(callable, { ...loss, ...changes });
}
