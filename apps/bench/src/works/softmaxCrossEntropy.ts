import { join } from "node:path";
import { crossEntropy } from "@surprisal/losses";
import { classes, normals } from "../data.ts";
import type { Case, Contender, Precision, Work } from "../harness/work.ts";
import { jaxJs } from "../peers/jax.ts";
import { pyTorch } from "../peers/pytorch.ts";
import { tensorFlow } from "../peers/tensorflow.ts";
import {
  handWrittenCrossEntropy,
  handWrittenWasmCrossEntropy,
  referenceCrossEntropy,
  type RowsOfLogits,
} from "./handWrittenCrossEntropy.ts";
import { inPrecision } from "./numbers.ts";
import { oursOfLoss } from "./oursOfLoss.ts";
import { lossTolerance } from "./lossTolerance.ts";

const both: readonly Precision[] = ["float32", "float64"];

/** Value and gradient of softmax cross-entropy, classes as targets: mean over the rows. */
export const softmaxCrossEntropyWork: Work = {
  name: "softmax cross-entropy",
  sizes: [
    { name: "128 × 10", make: () => makeCase(128, 10) },
    { name: "1024 × 1000", make: () => makeCase(1024, 1000) },
    { name: "100000 × 3", make: () => makeCase(100_000, 3) },
    { name: "100000 × 10", make: () => makeCase(100_000, 10) },
    { name: "2048 × 32000", isLong: true, make: () => makeCase(2048, 32_000) },
    { name: "4096 × 32000", isLong: true, make: () => makeCase(4096, 32_000) },
  ],
};

export function makeCase(rows: number, width: number): Case {
  const size = { rows, width, logits: normals(rows * width, 3), target: classes(rows, width) };
  const isHuge = rows * width > 1e7;
  return {
    demand: { reads: rows * width, writes: rows * width, operations: 0 },
    isLarge: isHuge,
    reference: () => referenceCrossEntropy(size),
    tolerance: lossTolerance(size.logits, width),
    contenders: [
      ...oursOfLoss(
        crossEntropy,
        { kind: "classes", shape: [rows, width], prediction: size.logits, target: size.target },
        isHuge ? ["float32"] : both,
      ),
      ...(isHuge ? (["float32"] as const) : both).flatMap((precision) => [
        handWrittenCrossEntropy(size, precision),
        ...handWrittenWasmCrossEntropy(size, precision),
      ]),
      ...peers(size),
    ],
  };
}

function peers(size: RowsOfLogits): Contender[] {
  const { rows, width, logits, target } = size;
  const elements = rows * width;
  return [
    tensorFlowWork(size, "wasm", elements > 1e8 ? "aborts above 2048 × 32000: out of memory" : undefined),
    tensorFlowWork(size, "cpu", elements > 1e7 ? "takes a minute a turn" : undefined),
    ...(["float32", "float64"] as const)
      .filter((precision) => precision === "float32" || elements < 1e7)
      .map((precision) => jaxWork(size, precision)),
    ...pyTorch({
      precision: "float32",
      script: join(import.meta.dirname, "softmaxCrossEntropy.py"),
      inputs: () => ({ logits: { numbers: logits, shape: [rows, width] }, target: { numbers: target, shape: [rows] } }),
    }),
  ];
}

function tensorFlowWork(
  { rows, width, logits, target }: RowsOfLogits,
  backend: "cpu" | "wasm",
  skipped?: string,
): Contender {
  return tensorFlow(
    backend,
    (tf) => {
      const z = tf.tensor2d(logits, [rows, width]);
      const hot = tf.cast(tf.oneHot(tf.tensor1d(target, "int32"), width), "float32");
      // Of its ways (softmaxCrossEntropy, logSumExp) the fastest.
      const pass = tf.valueAndGrad((x) => tf.neg(tf.mean(tf.sum(tf.mul(hot, tf.logSoftmax(x)), -1))));
      return {
        run: () => {
          const { value, grad } = pass(z);
          return { value, gradient: grad };
        },
      };
    },
    skipped,
  );
}

function jaxWork({ rows, width, logits, target }: RowsOfLogits, precision: Precision): Contender {
  return jaxJs(precision, ({ jit, nn, numpy, valueAndGrad }) => {
    const z = numpy.array(inPrecision(logits, precision)).reshape([rows, width]);
    const hot = nn.oneHot(numpy.array(target), width).astype(z.dtype);
    // Faster than by logSoftmax.
    const pass = jit(
      valueAndGrad((x: typeof z, y: typeof z) => numpy.mean(nn.logsumexp(x.ref, -1).sub(numpy.sum(x.mul(y), -1)))),
    );
    return {
      run: () => {
        const [value, gradient] = pass(z.ref, hot.ref);
        return { value, gradient };
      },
    };
  });
}
