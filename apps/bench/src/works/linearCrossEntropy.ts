import { join } from "node:path";
import type { Case, Contender, Work } from "../harness/work.ts";
import { pyTorch } from "../peers/pytorch.ts";
import { makeLayer, referenceOfLayer, type Layer, type LayerSize } from "./linearLayer.ts";
import { layerBy, type Way } from "./linearLayerWays.ts";

/** A linear layer and softmax cross-entropy: value and all gradients, with and without the logits of all rows in memory. */
export const linearCrossEntropyWork: Work = {
  name: "linear layer and cross-entropy",
  sizes: [
    { name: "256 × 128, 4000 classes", make: () => makeCase({ rows: 256, features: 128, classes: 4000 }) },
    {
      name: "2048 × 512, 32000 classes",
      isLong: true,
      make: () => makeCase({ rows: 2048, features: 512, classes: 32_000 }),
    },
  ],
};

export function makeCase(size: LayerSize): Case {
  const { rows, features, classes } = size;
  const layer = makeLayer(size);
  // The default, which keeps the logits below 5 percent of all; and classes that keep them below 1.
  const some = Math.min(88, Math.ceil(rows / 23));
  const few = Math.ceil(classes / 128);
  const isLarge = rows * classes > 1e7;
  const copied = (name: string, way: Way): Contender => ({
    ...ours(`${name}, copied`, way, layer, false),
    ...(isLarge && { skipped: "the copies are a smaller share than at the smaller size" }),
  });
  return {
    demand: {
      reads: rows * features + classes * features,
      writes: rows * features + classes * features,
      operations: 6 * rows * features * classes,
    },
    measuresMemory: true,
    isLarge,
    reference: () => referenceOfLayer(layer),
    tolerance: () => ({ value: 1e-6, features: 5e-6, weight: 5e-6, bias: 5e-6 }),
    contenders: [
      ours("all logits", { naive: true }, layer, true),
      ours(`logits of ${some} rows`, { chunkRows: some }, layer, true),
      copied(`logits of ${some} rows`, { chunkRows: some }),
      ours(`logits of ${few} classes`, { tileClasses: few }, layer, true),
      copied(`logits of ${few} classes`, { tileClasses: few }),
      ...pyTorch({
        precision: "float32",
        script: join(import.meta.dirname, "linearCrossEntropy.py"),
        inputs: () => ({
          x: { numbers: layer.x, shape: [rows, features] },
          weight: { numbers: layer.weight, shape: [classes, features] },
          bias: { numbers: layer.bias, shape: [classes] },
          target: { numbers: layer.target, shape: [rows] },
        }),
      }),
    ],
  };
}

function ours(name: string, way: Way, layer: Layer, inPlace: boolean): Contender {
  return {
    name,
    side: "ours",
    precision: "float32",
    usesThreads: inPlace,
    prepare: () => layerBy(way, layer, inPlace),
  };
}
