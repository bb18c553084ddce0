import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { Script } from "node:vm";
import { rolldown } from "rolldown";
import { root, type Selection } from "../tests.ts";

/** What loads each test file, by its path from the root. */
export type TestFiles = ReadonlyMap<string, () => Promise<unknown>>;

/** Test files and all that they import as one script, which a mutant's run evaluates anew within milliseconds. */
export interface Bundle {
  /** Evaluates the script, but none of its modules: loading a test file does. `modules` are given to the imports of that name. */
  evaluate(modules: Readonly<Record<string, unknown>>): TestFiles;
  /** The mutants in each file, by its path from the root. */
  readonly mutants: ReadonlyMap<string, readonly string[]>;
}

const entry = "\0test files";

export async function bundle({ exclude, include }: Selection): Promise<Bundle> {
  const files = globSync(include, { cwd: root, exclude }).sort();
  const loaders = files.map((file) => `[${JSON.stringify(file)}, () => import(${JSON.stringify(join(root, file))})]`);
  const mutants = new Map<string, readonly string[]>();
  const build = await rolldown({
    input: entry,
    cwd: root,
    platform: "node",
    resolve: { conditionNames: ["@surprisal/source", "import", "node"] },
    external: [/^node:/, "fast-check", "vitest"],
    treeshake: false,
    plugins: [
      {
        name: "test files",
        resolveId: (id) => (id === entry ? id : null),
        load: async (id) => {
          if (id === entry) return `export const files = new Map([${loaders.join()}]);`;
          if (!id.endsWith(".ts")) return null;
          const code = await readFile(id, "utf8");
          const ids = Array.from(code.matchAll(/stryMutAct_\w+\("(\d+)"\)/g), ([, mutant]) => mutant ?? "");
          if (ids.length > 0) mutants.set(relative(root, id), ids);
          return code
            .replaceAll("import.meta.dirname", JSON.stringify(dirname(id)))
            .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(id).href));
        },
      },
    ],
  });
  const { output } = await build.generate({ format: "cjs", codeSplitting: false });
  await build.close();
  const script = new Script(`(function (require, exports) {${output[0].code}\n})`, {
    filename: join(root, "tests.cjs"),
  });
  const requireBuiltin = createRequire(import.meta.url);
  return {
    mutants,
    evaluate: (modules) => {
      const exports = {} as { files: TestFiles };
      const run = script.runInThisContext() as (require: (id: string) => unknown, into: typeof exports) => void;
      run((id) => (Object.hasOwn(modules, id) ? modules[id] : requireBuiltin(id)), exports);
      return exports.files;
    },
  };
}
