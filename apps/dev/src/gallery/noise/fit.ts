import type { Loss, TargetKind } from "@surprisal/contract";
import { compileLoss } from "@surprisal/contract/compile";
import { lbfgs } from "@surprisal/optimizers";
import { matmul, tensor, transpose, type Tensor } from "@surprisal/tensor";

/** Inputs `[N, D]`, of which the last is 1, and a target each. */
export interface Sample {
  readonly inputs: Tensor;
  readonly targets: ArrayLike<number>;
}

/** So little that it only keeps weights finite where the data say nothing. */
const penalty = 1e-3;
const maxIterations = 100;

/** The weights `[D, outputs]` of the linear map with the least mean loss, by L-BFGS from 0. */
export function fitLinear(loss: Loss, kind: TargetKind, outputs: number, { inputs, targets }: Sample): Tensor {
  const [count = 0, size = 0] = inputs.shape;
  const compiled = compileLoss(loss, kind, outputs);
  const across = transpose(inputs);
  const [values, slopes] = [new Float64Array(count), new Float64Array(count * outputs)];
  const shape = [size, outputs];
  const objective = (weights: Float64Array, gradient: Float64Array): number => {
    const predictions = Float64Array.from(matmul(inputs, tensor(weights, { shape })).data);
    compiled.run(count, predictions, targets, values, slopes);
    const pulled = matmul(across, tensor(slopes, { shape: [count, outputs] })).data;
    for (const [i, weight] of weights.entries()) gradient[i] = (pulled[i] ?? 0) / count + penalty * weight;
    const norm = weights.reduce((total, weight) => total + weight * weight, 0);
    return values.reduce((total, value) => total + value, 0) / count + (penalty / 2) * norm;
  };
  return tensor(lbfgs(objective, new Float64Array(size * outputs), { maxIterations }).x, { shape });
}
