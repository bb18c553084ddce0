import { join } from "node:path";
import { ownProcess } from "../harness/ownProcess.ts";
import type { Case, Contender, Work } from "../harness/work.ts";
import { pyTorch } from "../peers/pytorch.ts";
import type { ChildOptions } from "./linearCrossEntropy.child.ts";
import { makeLayer, referenceOfLayer, type LayerSize } from "./linearLayer.ts";

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
  return {
    demand: {
      reads: rows * features + classes * features,
      writes: rows * features + classes * features,
      operations: 6 * rows * features * classes,
    },
    measuresMemory: true,
    reference: () => referenceOfLayer(layer),
    tolerance: () => ({ value: 1e-6, features: 5e-6, weight: 5e-6, bias: 5e-6 }),
    contenders: [
      ours("all logits", { size, way: { naive: true }, inPlace: true }),
      ours(`logits of ${some} rows`, { size, way: { chunkRows: some }, inPlace: true }),
      ours(`logits of ${some} rows, copied`, { size, way: { chunkRows: some }, inPlace: false }),
      ours(`logits of ${few} classes`, { size, way: { tileClasses: few }, inPlace: true }),
      ours(`logits of ${few} classes, copied`, { size, way: { tileClasses: few }, inPlace: false }),
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

/** In a process of its own, so that its memory can be told from that of others. */
function ours(name: string, options: ChildOptions): Contender {
  const alone = onThreads(name, options, 1);
  return options.inPlace
    ? { ...alone, onThreads: (threads) => ({ ...onThreads(name, options, threads), threads }) }
    : alone;
}

function onThreads(name: string, options: ChildOptions, threads: number): Contender {
  const serve = join(import.meta.dirname, "../harness/serve.ts");
  const child = join(import.meta.dirname, "linearCrossEntropy.child.ts");
  return {
    name,
    side: "ours",
    precision: "float32",
    prepare: () =>
      ownProcess({
        file: process.execPath,
        arguments: () => [
          "--expose-gc",
          "--conditions",
          "@surprisal/source",
          serve,
          child,
          JSON.stringify({ ...options, threads }),
        ],
      }),
  };
}
