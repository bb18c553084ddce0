import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { RowForm } from "@surprisal/tensor/compile";
import type { Spent } from "../harness/clock.ts";
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
        contenders: (["wasm", "javascript", "interpreter"] as const).map(firstUse),
      }),
    },
  ],
};

/** What the child prints: it is ours. */
interface Printed {
  readonly spent: Spent;
  readonly values: readonly number[];
  readonly gradient: readonly number[];
}

function firstUse(form: RowForm): Contender {
  return {
    name: `${form} pass`,
    side: "ours",
    precision: "float64",
    isCold: true,
    prepare: () => {
      const start = async (): Promise<Printed> => {
        const child = join(import.meta.dirname, "coldCompile.child.ts");
        const { stdout } = await promisify(execFile)(process.execPath, [
          "--conditions",
          "@surprisal/source",
          child,
          form,
        ]);
        return JSON.parse(stdout) as Printed;
      };
      return {
        measure: async () => (await start()).spent,
        result: async () => {
          const { values, gradient } = await start();
          return { values, gradient };
        },
      };
    },
  };
}
