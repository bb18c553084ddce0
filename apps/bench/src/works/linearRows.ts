import { compileLoss } from "@surprisal/contract/compile";
import { allocate, type LinearRows, type LossKernel, type RowOptions } from "@surprisal/kernels";
import { binaryCrossEntropy } from "@surprisal/losses";
import type { Contender, Precision } from "../harness/work.ts";
import { inPrecision } from "./numbers.ts";

interface LogisticProblem {
  readonly y: Float32Array<ArrayBuffer>;
  readonly w: Float32Array<ArrayBuffer>;
}

/** The passes over rows that are kept in the kernels' memory, with the compiled loss: in either type, and rows in float32 computed in float64. */
export function passesOf(problem: LogisticProblem, hold: (options: RowOptions) => LinearRows): Contender[] {
  return [
    passOf("one pass", problem, "float32", () => hold({ stored: "float32" })),
    passOf("one pass", problem, "float64", () => hold({ stored: "float64" })),
    passOf("one pass, rows in float32", problem, "float64", () => hold({ stored: "float32", computed: "float64" })),
  ].map((each) => ({ ...each, usesThreads: true }));
}

function passOf(name: string, { y, w }: LogisticProblem, precision: Precision, hold: () => LinearRows): Contender {
  return {
    name,
    side: "ours",
    precision,
    prepare: () => {
      const held = hold();
      const loss = lossKernel(inPrecision(y, precision), precision);
      const map = { weights: w, intercept: new Float64Array(1) };
      const slopes = { weights: new Float64Array(w.length), intercept: new Float64Array(1) };
      let sum = Number.NaN;
      return {
        run: () => {
          sum = held.pass(map, loss, slopes);
        },
        result: () => ({ value: [sum / y.length], gradient: slopes.weights.map((each) => each / y.length) }),
      };
    },
  };
}

/** Rows behind the last one that fill the lanes of a vector. */
const padding = 4;

/** The compiled loss as a step that threads share, with the targets in the kernels' memory. */
function lossKernel(targets: Float32Array | Float64Array, dtype: Precision): LossKernel & { free(): void } {
  const { stepOver } = compileLoss(binaryCrossEntropy, "probability", 1, { dtype });
  if (stepOver === undefined) throw new Error("lossKernel: there is no WebAssembly, expected some");
  const block = allocate((targets.length + padding) * targets.BYTES_PER_ELEMENT);
  const held = targets instanceof Float32Array ? block.array(Float32Array) : block.array(Float64Array);
  held.fill(0).set(targets);
  let isDone = (): boolean => true;
  return {
    steps: ({ margins, slopes, values }) => {
      const prepared = stepOver([margins, block.offset, values, slopes]);
      isDone = prepared.isDone;
      return [prepared.step];
    },
    isDone: () => isDone(),
    free: () => block.free(),
  };
}
