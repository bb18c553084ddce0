import type { Tensor } from "@tensorflow/tfjs-core";
import type { JavaScriptContender, Runner } from "../harness/work.ts";
import { loadTensorFlow, type TensorFlow } from "./loadTensorFlow.ts";

/** The names of its backends without a GPU, as tables have them. */
const names = { cpu: "TensorFlow.js cpu", wasm: "TensorFlow.js wasm" } as const;

export type Backend = keyof typeof names;

/** What TensorFlow.js does, over its own tensors: made once by `prepare`, and run in a scope that frees what a turn allocates. */
export interface TensorFlowWork {
  /** Returns the tensors whose numbers are the result, by name. */
  readonly run: () => Readonly<Record<string, Tensor>>;
  /** The same, where a turn goes on from the last one: begins anew. */
  readonly result?: () => Readonly<Record<string, Tensor>>;
}

/** TensorFlow.js on one of its backends. On Node its WebAssembly runs in one thread. */
export function tensorFlow(
  backend: Backend,
  prepare: (library: TensorFlow) => TensorFlowWork,
  skipped?: string,
): JavaScriptContender {
  return {
    name: names[backend],
    side: "javascript peer",
    precision: "float32",
    ...(skipped !== undefined && { skipped }),
    prepare: async (): Promise<Runner> => {
      const tf = await loadTensorFlow();
      await tf.setBackend(backend);
      const work = prepare(tf);
      return {
        run: () => tf.tidy(() => void work.run()),
        result: () => {
          const numbers: Record<string, ArrayLike<number>> = {};
          // Nothing is returned to the library: it would look for tensors in every element of an array.
          tf.tidy(() => {
            for (const [name, each] of Object.entries((work.result ?? work.run)())) numbers[name] = each.dataSync();
          });
          return numbers;
        },
      };
    },
  };
}
