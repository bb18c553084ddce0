import { join } from "node:path";
import { binaryCrossEntropy } from "@surprisal/losses";
import { normals } from "../data.ts";
import { binaryCrossEntropy as byHand } from "../handWritten/binaryCrossEntropy.ts";
import type { Case, Contender, Precision, Result, Work } from "../harness/work.ts";
import { jaxJs } from "../peers/jax.ts";
import { pyTorch } from "../peers/pytorch.ts";
import { tensorFlow, type Backend } from "../peers/tensorflow.ts";
import { inPrecision, meanOf } from "./numbers.ts";
import { meanResult, oursOfLoss } from "./oursOfLoss.ts";

/** Value and gradient of binary cross-entropy on logits: mean over the elements. */
export const binaryCrossEntropyWork: Work = {
  name: "binary cross-entropy",
  sizes: [
    { name: "1000000", make: () => makeCase(1_000_000) },
    { name: "10000000", make: () => makeCase(10_000_000) },
  ],
};

interface Elements {
  readonly logits: Float32Array<ArrayBuffer>;
  readonly target: Float32Array<ArrayBuffer>;
}

export function makeCase(count: number): Case {
  const isLarge = count > 1e6;
  const elements = { logits: normals(count, 3), target: normals(count, 1, 2).map((x) => (x > 0 ? 1 : 0)) };
  const precisions: readonly Precision[] = isLarge ? ["float32"] : ["float32", "float64"];
  return {
    demand: { reads: 2 * count, writes: count, operations: 0 },
    reference: () => reference(elements),
    // The gradient of each is between −1 and 1, and needs no difference of large numbers. The mean of many has the digits of a few.
    tolerance: (precision) =>
      precision === "float32" ? { value: 1e-7, gradient: 4e-7 } : { value: 1e-12, gradient: 1e-13 },
    contenders: [
      ...oursOfLoss(
        binaryCrossEntropy,
        { kind: "probability", shape: [count], prediction: elements.logits, target: elements.target },
        precisions,
      ),
      ...precisions.map((precision) => handWritten(elements, precision)),
      tensorFlowWork(elements, "wasm"),
      tensorFlowWork(elements, "cpu", isLarge ? "takes several seconds a turn" : undefined),
      ...precisions.map((precision) => jaxWork(elements, precision)),
      ...pyTorch({
        precision: "float32",
        script: join(import.meta.dirname, "binaryCrossEntropy.py"),
        inputs: () => ({
          logits: { numbers: elements.logits, shape: [count] },
          target: { numbers: elements.target, shape: [count] },
        }),
      }),
    ],
  };
}

function handWritten({ logits, target }: Elements, precision: Precision): Contender {
  return {
    name: "hand-written JavaScript",
    side: "hand-written",
    precision,
    prepare: () => {
      const [z, y] = [inPrecision(logits, precision), inPrecision(target, precision)];
      const [values, gradient] = [z.slice(), z.slice()];
      return { run: () => byHand(z, y, values, gradient), result: () => meanResult(values, gradient) };
    },
  };
}

function tensorFlowWork({ logits, target }: Elements, backend: Backend, skipped?: string): Contender {
  return tensorFlow(
    backend,
    (tf) => {
      const [z, y] = [tf.tensor1d(logits), tf.tensor1d(target)];
      const pass = tf.valueAndGrad((x) => tf.losses.sigmoidCrossEntropy(y, x));
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

function jaxWork({ logits, target }: Elements, precision: Precision): Contender {
  return jaxJs(precision, ({ jit, nn, numpy, valueAndGrad }) => {
    const [z, y] = [numpy.array(inPrecision(logits, precision)), numpy.array(inPrecision(target, precision))];
    const pass = jit(valueAndGrad((x: typeof z, goal: typeof z) => numpy.mean(nn.softplus(x.ref).sub(x.mul(goal)))));
    return {
      run: () => {
        const [value, gradient] = pass(z.ref, y.ref);
        return { value, gradient };
      },
    };
  });
}

/** Plainly, in float64. */
function reference({ logits, target }: Elements): Result {
  const values = Float64Array.from(
    logits,
    (z, i) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - z * (target[i] as number),
  );
  const gradient = Float64Array.from(
    logits,
    (z, i) => (1 / (1 + Math.exp(-z)) - (target[i] as number)) / logits.length,
  );
  return { value: [meanOf(values)], gradient };
}
