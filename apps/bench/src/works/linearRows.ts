import { compileLoss } from "@surprisal/contract/compile";
import type { LinearRows, RowOptions } from "@surprisal/kernels";
import { binaryCrossEntropy } from "@surprisal/losses";
import type { Contender, Precision } from "../harness/work.ts";

interface LogisticProblem {
  readonly y: Float32Array<ArrayBuffer>;
  readonly w: Float32Array<ArrayBuffer>;
}

/** The passes over rows that are kept in the kernels' memory, with the compiled loss: in either type, and rows in float32 computed in float64. */
export function passesOf(problem: LogisticProblem, hold: (options: RowOptions) => LinearRows): Contender[] {
  return [
    passOf("one pass", problem, "float32", () => hold({ stored: "float32" })),
    passOf("one pass", problem, "float64", () => hold({ stored: "float64" })),
    {
      ...passOf("one pass, rows in float32", problem, "float64", () =>
        hold({ stored: "float32", computed: "float64" }),
      ),
      stored: "float32" as const,
    },
  ].map((each) => ({ ...each, usesThreads: true }));
}

function passOf(name: string, { y, w }: LogisticProblem, precision: Precision, hold: () => LinearRows): Contender {
  return {
    name,
    side: "ours",
    precision,
    prepare: () => {
      const held = hold();
      const loss = compileLoss(binaryCrossEntropy, "probability", 1, { form: "wasm", dtype: precision }).hold?.(y);
      if (loss === undefined) throw new Error("passesOf: the loss has no WebAssembly here, expected some");
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
