import type { Plugin, RolldownOptions } from "rolldown";

/** A check as size-limit reads it; its own type knows no options of Rolldown. */
export interface SizeCheck {
  readonly name: string;
  readonly path: string;
  readonly limit: string;
  readonly gzip: true;
  readonly modifyRolldownConfig: (config: RolldownOptions) => RolldownOptions;
}

/** Sources are bundled as they are: what is built of them differs by types only. */
const check = (name: string, entry: string, limit: string, plugins: Plugin[] = []): SizeCheck => ({
  name,
  path: `entries/${entry}.ts`,
  limit,
  gzip: true,
  modifyRolldownConfig: (config) => ({
    ...config,
    resolve: { conditionNames: ["@surprisal/source", "import", "default"] },
    plugins,
  }),
});

/** One loss with its gradient. */
export const ofLoss = (name: string, limit: string): SizeCheck =>
  check(name, "loss", limit, [
    {
      name: "loss",
      transform: (code, id) => (id.endsWith("entries/loss.ts") ? code.replaceAll("crossEntropy", name) : null),
    },
  ]);

export const ofCatalogue = (limit: string): SizeCheck => check("all losses", "catalogue", limit);

/** All kernels, and the assembler that writes them. */
export const ofKernels = (limit: string): SizeCheck => check("all kernels", "kernels", limit);
