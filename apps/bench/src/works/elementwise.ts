import { join } from "node:path";
import { elementwise, exp, log, sigmoid, softplus } from "@surprisal/kernels";
import { normals } from "../data.ts";
import type { Case, Contender, Precision, Work } from "../harness/work.ts";
import { jaxJs } from "../peers/jax.ts";
import { pyTorch } from "../peers/pytorch.ts";
import { tensorFlow } from "../peers/tensorflow.ts";
import { inKernelMemory, inPrecision, type Numbers } from "./numbers.ts";

const functions = { exp, log, sigmoid, softplus };
type Name = keyof typeof functions;

/** In float64, of any precision. */
const exact: Readonly<Record<Name, (x: number) => number>> = {
  exp: Math.exp,
  log: Math.log,
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
};

/** One function of every number. */
export const elementwiseWork: Work = {
  name: "elementwise",
  sizes: (Object.keys(functions) as Name[]).map((name) => ({
    name: `${name} of 1000000`,
    make: () => makeCase(name, 1_000_000),
  })),
};

export function makeCase(name: Name, count: number): Case {
  // A logarithm takes positive numbers.
  const x = name === "log" ? normals(count, 3).map((each) => Math.abs(each) + 1e-3) : normals(count, 3);
  return {
    demand: { reads: count, writes: count, operations: 0 },
    reference: () => ({ values: Float64Array.from(x, exact[name]) }),
    tolerance: (precision) => ({ values: precision === "float32" ? 3e-7 : 1e-15 }),
    contenders: [
      { ...ours(`${name} in place`, x, name, "float32", inKernelMemory), usesThreads: true },
      ours(name, x, name, "float32", (numbers) => numbers),
      ours(`${name} in place`, x, name, "float64", inKernelMemory),
      byHand(x, name),
      tensorFlow("wasm", (tf) => {
        const input = tf.tensor1d(x);
        return { run: () => ({ values: tf[name](input) }) };
      }),
      jaxJs("float32", ({ jit, nn, numpy }) => {
        const input = numpy.array(x);
        const of = { exp: numpy.exp, log: numpy.log, sigmoid: nn.sigmoid, softplus: nn.softplus };
        const run = jit((each: typeof input) => of[name](each));
        return { run: () => ({ values: run(input.ref) }) };
      }),
      ...pyTorch({
        precision: "float32",
        script: join(import.meta.dirname, "elementwise.py"),
        options: { function: name },
        inputs: () => ({ x: { numbers: x, shape: [count] } }),
      }),
    ],
  };
}

function ours(
  label: string,
  x: Float32Array<ArrayBuffer>,
  name: Name,
  precision: Precision,
  place: (numbers: Numbers) => Numbers,
): Contender {
  return {
    name: label,
    side: "ours",
    precision,
    prepare: () => {
      const given = inPrecision(x, precision);
      const [input, values] = [place(given), place(given.slice())];
      return { run: () => elementwise(functions[name], [input], values), result: () => ({ values }) };
    },
  };
}

function byHand(x: Float32Array<ArrayBuffer>, name: Name): Contender {
  return {
    name: "hand-written JavaScript",
    side: "hand-written",
    precision: "float32",
    prepare: () => {
      const [values, of] = [x.slice(), exact[name]];
      return {
        run: () => {
          for (let i = 0; i < x.length; i++) values[i] = of(x[i] as number);
        },
        result: () => ({ values }),
      };
    },
  };
}
