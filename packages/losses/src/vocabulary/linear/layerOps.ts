import {
  add,
  grad,
  matmul,
  mul,
  reshape,
  scatterAdd,
  sum,
  take,
  tensor,
  transpose,
  treeMap,
  zeros,
  type Tensor,
} from "@surprisal/tensor";

/** What the loss of a linear layer depends on; all of one dtype, the target apart. */
export interface LayerTensors {
  /** `[N, D]`. */
  readonly features: Tensor;
  /** `[C, D]`. */
  readonly weight: Tensor;
  /** `[C]`. */
  readonly bias: Tensor;
  /** `[N]` or `[N, C]`. */
  readonly target: Tensor;
}

export type ValueOfLogits = (logits: Tensor, target: Tensor) => Tensor;

/** The indices of the rows, in chunks. */
function chunksOf({ features }: LayerTensors, chunkRows: number): Tensor[] {
  const rows = Int32Array.from({ length: features.shape[0] ?? 0 }, (_, row) => row);
  return Array.from({ length: Math.ceil(rows.length / chunkRows) }, (_, i) =>
    tensor(rows.subarray(i * chunkRows, (i + 1) * chunkRows)),
  );
}

function valuesOf(value: ValueOfLogits, { bias, features, target, weight }: LayerTensors, rows: Tensor): Tensor {
  const logits = add(matmul(take(features, rows), transpose(weight)), bias);
  return value(logits, take(target, rows));
}

/** `[N]`, the loss of each row, in ops: for derivatives that no pass over numbers gives. In forward mode the logits of one chunk are held. */
export function layerValues(value: ValueOfLogits, layer: LayerTensors, chunkRows: number): Tensor {
  const { dtype, shape } = layer.features;
  const [rows = 0] = shape;
  return chunksOf(layer, chunkRows).reduce(
    (total, places) => {
      const own = reshape(valuesOf(value, layer, places), [1, -1]);
      return add(total, reshape(scatterAdd(own, reshape(places, [1, -1]), rows), [rows]));
    },
    zeros([rows], { dtype }),
  );
}

/** The gradient of Σ t · loss, in ops, chunk by chunk: it can be differentiated itself. What is differentiated by are the floats of the layer. */
export function layerGradient(
  value: ValueOfLogits,
  layer: LayerTensors,
  t: Tensor,
  chunkRows: number,
): Partial<LayerTensors> {
  const floats = Object.fromEntries(Object.entries(layer).filter(([, { dtype }]) => dtype.startsWith("float")));
  return chunksOf(layer, chunkRows).reduce<Readonly<Record<string, Tensor>>>(
    (total, places) => {
      const own = grad((at: typeof floats) => sum(mul(take(t, places), valuesOf(value, { ...layer, ...at }, places))));
      return treeMap(add, total, own(floats));
    },
    treeMap(({ dtype, shape }) => zeros(shape, { dtype }), floats),
  );
}
