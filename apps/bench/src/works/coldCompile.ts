import { compileLoss } from "@surprisal/contract/compile";
import { crossEntropy } from "@surprisal/losses";
import type { RowForm } from "@surprisal/tensor/compile";
import type { Contender, Work } from "../harness/work.ts";

/** The first use of a compiled loss in a new process: trace, derivative, code, one run. Loading the packages is not counted. */
export const coldCompileWork: Work = {
  name: "first use",
  sizes: [
    {
      name: "cross-entropy",
      make: () => ({
        reference: () => {
          const total = Math.E ** 2 + Math.E + 1;
          const [a, b, c] = [Math.E ** 2 / total, Math.E / total, 1 / total];
          return { values: [-Math.log(a), Math.log(3)], gradient: [a - 1, b, c, 1 / 3, 1 / 3, -2 / 3] };
        },
        tolerance: () => ({ values: 1e-15, gradient: 1e-15 }),
        contenders: [
          ...(["wasm", "javascript", "interpreter"] as const).map((form) => firstUse(`${form} pass`, form)),
          firstUse("wasm pass, after the interpreter's", "wasm", "interpreter"),
        ],
      }),
    },
  ],
};

/** @param before - a form that was used before, so that the loss is traced, and what is left is to write and compile the code. */
function firstUse(name: string, form: RowForm, before?: RowForm): Contender {
  return {
    name,
    side: "ours",
    precision: "float64",
    isCold: true,
    prepare: () => {
      const logits = Float64Array.of(2, 1, 0, 0, 0, 0);
      const [values, gradient] = [new Float64Array(2), new Float64Array(6)];
      const use = (each: RowForm): void => {
        compileLoss(crossEntropy, "classes", 3, { form: each }).run(2, logits, [0, 2], values, gradient);
      };
      if (before !== undefined) use(before);
      const run = (): void => use(form);
      return {
        run,
        result: () => {
          run();
          return { values, gradient };
        },
      };
    },
  };
}
