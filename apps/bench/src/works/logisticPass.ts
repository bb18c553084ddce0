import { join } from "node:path";
import { fuse } from "@surprisal/contract/compile";
import { denseRows } from "@surprisal/kernels";
import { binaryCrossEntropy } from "@surprisal/losses";
import { matmul, tensor, valueAndGrad, type Tensor } from "@surprisal/tensor";
import LogisticRegression from "ml-logistic-regression";
import { Matrix } from "ml-matrix";
import { normals } from "../data.ts";
import type { Case, Contender, Precision, Result, Work } from "../harness/work.ts";
import { jaxJs } from "../peers/jax.ts";
import { python } from "../peers/python.ts";
import { pyTorch } from "../peers/pytorch.ts";
import { tensorFlow } from "../peers/tensorflow.ts";
import { passesOf } from "./linearRows.ts";
import { inPrecision, meanOf } from "./numbers.ts";

/** One pass over the data of a logistic regression: the mean loss and its gradient by the weights. */
export const logisticPassWork: Work = {
  name: "logistic pass",
  sizes: [
    { name: "100000 × 100", make: () => makeCase(100_000, 100) },
    { name: "20000 × 1000", make: () => makeCase(20_000, 1000) },
  ],
};

interface Table {
  readonly rows: number;
  readonly width: number;
  readonly x: Float32Array<ArrayBuffer>;
  readonly y: Float32Array<ArrayBuffer>;
  readonly w: Float32Array<ArrayBuffer>;
}

export function makeCase(rows: number, width: number): Case {
  const table: Table = {
    rows,
    width,
    x: normals(rows * width, 1, 1),
    y: normals(rows, 1, 2).map((each) => (each > 0 ? 1 : 0)),
    w: normals(width, 2 / Math.sqrt(width), 3),
  };
  const { x, y, w } = table;
  const native = {
    precision: "float32",
    script: join(import.meta.dirname, "logisticPass.py"),
    inputs: () => ({
      x: { numbers: x, shape: [rows, width] },
      y: { numbers: y, shape: [rows] },
      w: { numbers: w, shape: [width] },
    }),
  } as const;
  return {
    // The features once: a pass that reads them twice is at two floors.
    demand: { reads: rows * width, writes: 0, operations: 4 * rows * width },
    reference: () => reference(table),
    // The gradient is a sum in which much cancels: of its largest entry, more is lost than of the terms.
    tolerance: (precision) =>
      precision === "float32" ? { value: 1e-6, gradient: 1e-5 } : { value: 1e-12, gradient: 1e-12 },
    contenders: [
      ...passesOf(table, (options) => denseRows(x, [rows, width], options)),
      ours(table, "float32"),
      ours(table, "float64"),
      tensorFlowWork(table),
      jaxWork(table),
      mlLogisticRegression(table),
      python({ ...native, name: "numpy", modules: ["numpy"], options: { library: "numpy" } }),
      python({ ...native, name: "scikit-learn", modules: ["sklearn"], options: { library: "sklearn" } }),
      ...pyTorch({ ...native, options: { library: "torch" } }),
    ],
  };
}

/** Two products, with the fused loss between them. */
function ours({ rows, width, x, y, w }: Table, precision: Precision): Contender {
  return {
    name: "fused, two products",
    side: "ours",
    precision,
    prepare: () => {
      const features = tensor(inPrecision(x, precision), { shape: [rows, width] });
      const [target, weights] = [tensor(inPrecision(y, precision)), tensor(inPrecision(w, precision))];
      const loss = fuse(binaryCrossEntropy);
      const pass = valueAndGrad((each: Tensor) => loss.mean(matmul(features, each), target));
      let last = pass(weights);
      return {
        run: () => (last = pass(weights)),
        result: () => ({ value: last.value.data, gradient: last.gradient.data }),
      };
    },
  };
}

function tensorFlowWork({ rows, width, x, y, w }: Table): Contender {
  return tensorFlow("wasm", (tf) => {
    const [features, target] = [tf.tensor2d(x, [rows, width]), tf.tensor2d(y, [rows, 1])];
    const weights = tf.tensor2d(w, [width, 1]);
    const pass = tf.valueAndGrad((each) => tf.losses.sigmoidCrossEntropy(target, tf.matMul(features, each)));
    return {
      run: () => {
        const { value, grad } = pass(weights);
        return { value, gradient: grad };
      },
    };
  });
}

function jaxWork({ rows, width, x, y, w }: Table): Contender {
  return jaxJs("float32", ({ jit, nn, numpy, valueAndGrad }) => {
    const [features, target] = [numpy.array(x).reshape([rows, width]), numpy.array(y)];
    const weights = numpy.array(w);
    const pass = jit(
      valueAndGrad((each: typeof weights, table: typeof weights, goal: typeof weights) => {
        const z = numpy.matmul(table, each);
        return numpy.mean(nn.softplus(z.ref).sub(z.mul(goal)));
      }),
    );
    return {
      run: () => {
        const [value, gradient] = pass(weights.ref, features.ref, target.ref);
        return { value, gradient };
      },
    };
  });
}

/** A step from 0, without the loss: of two classifiers, as this library trains one for either class. */
function mlLogisticRegression(table: Table): Contender {
  const { rows, width, x, y } = table;
  return {
    name: "ml-logistic-regression, two classifiers",
    side: "javascript peer",
    precision: "float64",
    reference: () => {
      const { gradient } = reference({ ...table, w: new Float32Array(width) });
      return { gradient: gradient as Float64Array };
    },
    prepare: () => {
      const [features, target] = [Matrix.from1DArray(rows, width, x), Matrix.columnVector(y)];
      const model = new LogisticRegression({ numSteps: 1, learningRate: 1 / rows });
      return {
        run: () => model.train(features, target),
        result: () => ({ gradient: model.classifiers[0]?.weights.to1DArray().map((each) => -each) ?? [] }),
      };
    },
  };
}

/** Plainly, in float64. */
function reference({ rows, width, x, y, w }: Table): Result {
  const values = new Float64Array(rows);
  const gradient = new Float64Array(width);
  for (let i = 0; i < rows; i++) {
    const row = x.subarray(i * width, (i + 1) * width);
    const z = row.reduce((sum, each, j) => sum + each * (w[j] as number), 0);
    const target = y[i] as number;
    values[i] = Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - z * target;
    const slope = (1 / (1 + Math.exp(-z)) - target) / rows;
    for (let j = 0; j < width; j++) gradient[j] = (gradient[j] as number) + slope * (row[j] as number);
  }
  return { value: [meanOf(values)], gradient };
}
