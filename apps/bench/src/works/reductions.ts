import { join } from "node:path";
import { dot, sum } from "@surprisal/kernels";
import { normals } from "../data.ts";
import type { Case, Contender, Precision, Work } from "../harness/work.ts";
import { jaxJs } from "../peers/jax.ts";
import { python } from "../peers/python.ts";
import { tunedPyTorch } from "../peers/pytorch.ts";
import { tensorFlow } from "../peers/tensorflow.ts";
import { inKernelMemory, inPrecision, meanOf, type Numbers } from "./numbers.ts";

const names = ["sum", "dot product"] as const;
type Reduction = (typeof names)[number];

/** One number made of many, of which none cancels another: a naive total in float32 loses digits. */
export const reductionsWork: Work = {
  name: "reductions",
  sizes: names.map((name) => ({ name: `${name} of 10000000`, make: () => makeCase(name, 10_000_000) })),
};

interface Pair {
  readonly x: Float32Array<ArrayBuffer>;
  readonly y: Float32Array<ArrayBuffer>;
}

export function makeCase(reduction: Reduction, count: number): Case {
  const pair = { x: normals(count, 1, 1).map(Math.abs), y: normals(count, 1, 2).map(Math.abs) };
  const native = (library: string) =>
    ({
      precision: "float32",
      script: join(import.meta.dirname, "reductions.py"),
      options: { library, reduction },
      inputs: () => ({ x: { numbers: pair.x, shape: [count] }, y: { numbers: pair.y, shape: [count] } }),
    }) as const;
  return {
    demand: { reads: reduction === "sum" ? count : 2 * count, writes: 0, operations: 0 },
    reference: () => {
      const terms = reduction === "sum" ? pair.x : Float64Array.from(pair.x, (each, i) => each * (pair.y[i] as number));
      return { value: [meanOf(terms) * count] };
    },
    tolerance: (precision) => ({ value: precision === "float32" ? 1e-7 : 1e-13 }),
    contenders: [
      ...(["float32", "float64"] as const).flatMap((precision) => [
        { ...ours(`${reduction} in place`, pair, reduction, precision, inKernelMemory), usesThreads: true },
        ours(reduction, pair, reduction, precision, (numbers) => numbers),
      ]),
      byHand(pair, reduction),
      tensorFlow("wasm", (tf) => {
        const [x, y] = [tf.tensor1d(pair.x), tf.tensor1d(pair.y)];
        return { run: () => ({ value: reduction === "sum" ? tf.sum(x) : tf.dot(x, y) }) };
      }),
      jaxJs("float32", ({ jit, numpy }) => {
        const [x, y] = [numpy.array(pair.x), numpy.array(pair.y)];
        const total = jit((a: typeof x) => numpy.sum(a));
        const product = jit((a: typeof x, b: typeof x) => numpy.sum(a.mul(b)));
        return { run: () => ({ value: reduction === "sum" ? total(x.ref) : product(x.ref, y.ref) }) };
      }),
      python({ ...native("numpy"), name: "numpy", modules: ["numpy"] }),
      tunedPyTorch(native("torch")),
    ],
  };
}

function ours(
  name: string,
  pair: Pair,
  reduction: Reduction,
  precision: Precision,
  place: (numbers: Numbers) => Numbers,
): Contender {
  return {
    name,
    side: "ours",
    precision,
    prepare: () => {
      const [x, y] = [place(inPrecision(pair.x, precision)), place(inPrecision(pair.y, precision))];
      const run = (): number => (reduction === "sum" ? sum(x) : dot(x, y));
      return { run, result: () => ({ value: [run()] }) };
    },
  };
}

function byHand({ x, y }: Pair, reduction: Reduction): Contender {
  const run = (): number => {
    let total = 0;
    if (reduction === "sum") for (let i = 0; i < x.length; i++) total += x[i] as number;
    else for (let i = 0; i < x.length; i++) total += (x[i] as number) * (y[i] as number);
    return total;
  };
  return {
    name: "hand-written JavaScript",
    side: "hand-written",
    precision: "float32",
    prepare: () => ({ run, result: () => ({ value: [run()] }) }),
  };
}
