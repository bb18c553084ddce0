import { join } from "node:path";
import { multiplyMatrices } from "@surprisal/kernels";
import { matmul, tensor } from "@surprisal/tensor";
import { Matrix } from "ml-matrix";
import { normals } from "../data.ts";
import type { Case, Contender, Precision, Result, Work } from "../harness/work.ts";
import { jaxJs } from "../peers/jax.ts";
import { python } from "../peers/python.ts";
import { tensorFlow, type Backend } from "../peers/tensorflow.ts";
import { inKernelMemory, inPrecision, type Numbers } from "./numbers.ts";

/** The product of two square matrices. */
export const matrixProductWork: Work = {
  name: "matrix product",
  sizes: [512, 1024].map((size) => ({ name: `${size}³`, make: () => makeCase(size) })),
};

interface Pair {
  readonly size: number;
  readonly a: Float32Array<ArrayBuffer>;
  readonly b: Float32Array<ArrayBuffer>;
}

const both = ["float32", "float64"] as const;

export function makeCase(size: number): Case {
  const pair = { size, a: normals(size * size, 1, 1), b: normals(size * size, 1, 2) };
  return {
    demand: { reads: 2 * size ** 2, writes: size ** 2, operations: 2 * size ** 3 },
    reference: () => reference(pair),
    tolerance: (precision) => ({ product: precision === "float32" ? 2e-6 : 1e-13 }),
    contenders: [
      ours(pair, "float32", "float32"),
      ...both.flatMap((precision) => [
        ours(pair, precision, "float64"),
        { ...kernel(pair, precision, true), usesThreads: true },
        kernel(pair, precision, false),
      ]),
      tensorFlowWork(pair, "wasm"),
      tensorFlowWork(pair, "cpu"),
      jaxWork(pair),
      mlMatrix(pair),
      ...both.flatMap((precision) => [native(pair, "numpy", precision), native(pair, "torch", precision)]),
    ],
  };
}

function ours({ size, a, b }: Pair, precision: Precision, sums: Precision): Contender {
  return {
    name: sums === "float64" ? "matmul" : "matmul, sums in float32",
    side: "ours",
    precision,
    prepare: () => {
      const [x, y] = [a, b].map((each) => tensor(inPrecision(each, precision), { shape: [size, size] }));
      if (!x || !y) throw new TypeError("two factors");
      const product = () => matmul(x, y, { precision: sums });
      return { run: product, result: () => ({ product: product().data }) };
    },
  };
}

/** The kernel below: numbers in and out, in its own memory or copied there. */
function kernel({ size, a, b }: Pair, precision: Precision, inPlace: boolean): Contender {
  return {
    name: inPlace ? "multiplyMatrices" : "multiplyMatrices, copied",
    side: "ours",
    precision,
    prepare: () => {
      const place = inPlace ? inKernelMemory : <T>(numbers: T): T => numbers;
      const [x, y] = [place(inPrecision(a, precision)), place(inPrecision(b, precision))];
      const product = place(inPrecision(new Float32Array(size * size), precision));
      return {
        run: () => multiplyMatrices<Numbers>(x, y, product, { rows: size, inner: size, columns: size }),
        result: () => ({ product }),
      };
    },
  };
}

function tensorFlowWork({ size, a, b }: Pair, backend: Backend): Contender {
  return tensorFlow(backend, (tf) => {
    const [x, y] = [tf.tensor2d(a, [size, size]), tf.tensor2d(b, [size, size])];
    return { run: () => ({ product: tf.matMul(x, y) }) };
  });
}

function jaxWork({ size, a, b }: Pair): Contender {
  return jaxJs("float32", ({ jit, numpy }) => {
    const [x, y] = [numpy.array(a).reshape([size, size]), numpy.array(b).reshape([size, size])];
    const product = jit((left: typeof x, right: typeof x) => numpy.matmul(left, right));
    return { run: () => ({ product: product(x.ref, y.ref) }) };
  });
}

function mlMatrix({ size, a, b }: Pair): Contender {
  return {
    name: "ml-matrix",
    side: "javascript peer",
    precision: "float64",
    prepare: () => {
      const [x, y] = [Matrix.from1DArray(size, size, a), Matrix.from1DArray(size, size, b)];
      return { run: () => x.mmul(y), result: () => ({ product: x.mmul(y).to1DArray() }) };
    },
  };
}

function native({ size, a, b }: Pair, library: "numpy" | "torch", precision: Precision): Contender {
  const shape = [size, size];
  return python({
    name: library === "numpy" ? "numpy" : "PyTorch",
    precision,
    script: join(import.meta.dirname, "matrixProduct.py"),
    modules: [library],
    usesThreads: true,
    inputs: () => ({
      a: { numbers: inPrecision(a, precision), shape },
      b: { numbers: inPrecision(b, precision), shape },
    }),
    options: { library },
  });
}

/** Plainly, in float64: row by row, so that memory is gone through in order. */
function reference({ size, a, b }: Pair): Result {
  const product = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    const row = product.subarray(i * size, (i + 1) * size);
    for (let k = 0; k < size; k++) {
      const factor = a[i * size + k] as number;
      const start = k * size;
      for (let j = 0; j < size; j++) row[j] = (row[j] as number) + factor * (b[start + j] as number);
    }
  }
  return { product };
}
