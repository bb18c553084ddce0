import { fuse } from "@surprisal/contract/compile";
import { crossEntropy } from "@surprisal/losses";
import { linearCrossEntropy, linearLoss } from "@surprisal/losses/vocabulary";
import { add, matmul, tensor, transpose, valueAndGrad, type Tensor } from "@surprisal/tensor";
import type { LocalRunner } from "../harness/work.ts";
import { makeLayer, type LayerSize } from "./linearLayer.ts";

/** Our ways to the same: the logits in one piece, of some rows at once, of some classes at once. */
export type Way = { readonly naive: true } | { readonly chunkRows: number } | { readonly tileClasses: number };

interface Weights {
  readonly x: Tensor;
  readonly weight: Tensor;
  readonly bias: Tensor;
}

type Mean = (weights: Weights, target: Tensor) => Tensor;

/** For serve.ts: mean cross-entropy of a linear layer and its gradients, in float32, without the logits or with them. */
export function prepare({ size, way }: { readonly size: LayerSize; readonly way: Way }): LocalRunner {
  const layer = makeLayer(size);
  const weights: Weights = {
    x: tensor(layer.x, { shape: [size.rows, size.features] }),
    weight: tensor(layer.weight, { shape: [size.classes, size.features] }),
    bias: tensor(layer.bias),
  };
  const target = tensor(layer.target);
  const mean = meanOf(way);
  const pass = valueAndGrad((each: Weights) => mean(each, target));
  let last: ReturnType<typeof pass> | undefined;
  return {
    run: () => {
      // Given back before the next turn makes its own.
      last = undefined;
      last = pass(weights);
    },
    result: () => {
      const { value, gradient } = last ?? pass(weights);
      const { x, weight, bias } = gradient;
      return { value: value.data, features: x.data, weight: weight.data, bias: bias.data };
    },
  };
}

function meanOf(way: Way): Mean {
  if ("naive" in way) {
    const loss = fuse(crossEntropy);
    return ({ x, weight, bias }, target) => loss.mean(add(matmul(x, transpose(weight)), bias), target);
  }
  if ("tileClasses" in way) {
    return ({ x, weight, bias }, target) => linearCrossEntropy.mean(x, weight, bias, target, way);
  }
  const loss = linearLoss(crossEntropy, way);
  return ({ x, weight, bias }, target) => loss.mean(x, weight, bias, target);
}
