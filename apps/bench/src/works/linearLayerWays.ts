import { compileLoss } from "@surprisal/contract/compile";
import { allocate, multiplyMatrices } from "@surprisal/kernels";
import { crossEntropy } from "@surprisal/losses";
import { linearCrossEntropy, linearLoss } from "@surprisal/losses/vocabulary";
import { asTensor, reshape, scope, tensor, valueAndGrad, type Tensor } from "@surprisal/tensor";
import type { Runner } from "../harness/work.ts";
import type { Layer } from "./linearLayer.ts";
import { inKernelMemory, meanOf } from "./numbers.ts";

/** Our ways to the same: the logits in one piece, of some rows at once, of some classes at once. */
export type Way = { readonly naive: true } | { readonly chunkRows: number } | { readonly tileClasses: number };

interface Weights {
  readonly x: Tensor;
  readonly weight: Tensor;
  readonly bias: Tensor;
}

type Mean = (weights: Weights, target: Tensor) => Tensor;

/**
 * Mean cross-entropy of a linear layer and its gradients, in float32, without the logits or with them.
 *
 * @param inPlace - do features and weights lie in the kernels' memory?
 */
export function layerBy(way: Way, made: Layer, inPlace: boolean): Runner {
  const layer = inPlace ? { ...made, x: inKernelMemory(made.x), weight: inKernelMemory(made.weight) } : made;
  if ("naive" in way) return naive(layer);
  const weights: Weights = {
    x: reshape(asTensor(layer.x), [made.rows, made.features]),
    weight: reshape(asTensor(layer.weight), [made.classes, made.features]),
    bias: tensor(layer.bias),
  };
  const target = tensor(layer.target);
  const mean = meanFor(way);
  const pass = valueAndGrad((each: Weights) => mean(each, target));
  let last: ReturnType<typeof pass> | undefined;
  return {
    run: () => {
      // Given back before the next turn makes its own.
      last = undefined;
      last = scope(() => pass(weights));
    },
    result: () => {
      const { value, gradient } = last ?? pass(weights);
      const { x, weight, bias } = gradient;
      return { value: value.data, features: x.data, weight: weight.data, bias: bias.data };
    },
  };
}

function meanFor(way: Exclude<Way, { readonly naive: true }>): Mean {
  if ("tileClasses" in way) {
    return ({ x, weight, bias }, target) => linearCrossEntropy.mean(x, weight, bias, target, way);
  }
  const loss = linearLoss(crossEntropy, way);
  return ({ x, weight, bias }, target) => loss.mean(x, weight, bias, target);
}

/** The logits of all rows, the compiled loss on them, and three products of its gradient; all by the kernels that `linearLoss` has. */
function naive({ x, weight, bias, target, rows, features, classes }: Layer): Runner {
  const loss = compileLoss(crossEntropy, "classes", classes, { dtype: "float32" });
  const ones = new Float32Array(rows).fill(1 / rows);
  let result: Record<string, Float32Array | Float64Array> = {};
  const run = (): void => {
    const blocks = [1, 2].map(() => allocate(4 * rows * classes));
    const [logits, slopes] = blocks.map((block) => block.array(Float32Array)) as [Float32Array, Float32Array];
    for (let row = 0; row < rows; row++) logits.set(bias, row * classes);
    const outer = { rows, inner: features, columns: classes, transposeB: true, accumulate: true };
    multiplyMatrices(x, weight, logits, outer);
    const values = new Float64Array(rows);
    loss.run(rows, logits, target, values, slopes);
    const own = {
      features: new Float32Array(rows * features),
      weight: new Float32Array(classes * features),
      bias: new Float32Array(classes),
    };
    multiplyMatrices(slopes, weight, own.features, { rows, inner: classes, columns: features });
    multiplyMatrices(slopes, x, own.weight, { rows: classes, inner: rows, columns: features, transposeA: true });
    multiplyMatrices(ones, slopes, own.bias, { rows: 1, inner: rows, columns: classes });
    for (const each of [own.features, own.weight])
      for (let i = 0; i < each.length; i++) each[i] = (each[i] as number) / rows;
    for (const block of blocks) block.free();
    result = { value: Float64Array.of(meanOf(values)), ...own };
  };
  return {
    run,
    result: () => {
      run();
      return result;
    },
  };
}
