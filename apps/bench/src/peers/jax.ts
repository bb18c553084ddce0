import type { JavaScriptContender, Precision, Runner } from "../harness/work.ts";

export type Jax = typeof import("@jax-js/jax");

type JaxArray = InstanceType<Jax["Array"]>;

/** What jax-js does: `run` returns arrays of its own, which are freed after each turn. */
export interface JaxWork {
  readonly run: () => Readonly<Record<string, JaxArray>>;
  /** The same for a result, where that is not what a turn gives. */
  readonly result?: () => Readonly<Record<string, JaxArray>>;
}

/** jax-js on its WebAssembly device, compiled by `jit`. */
export function jaxJs(precision: Precision, prepare: (library: Jax) => JaxWork, skipped?: string): JavaScriptContender {
  return {
    name: "jax-js",
    side: "javascript peer",
    precision,
    ...(skipped !== undefined && { skipped }),
    prepare: async (): Promise<Runner> => {
      const jax = await import("@jax-js/jax");
      await jax.init("wasm");
      jax.defaultDevice("wasm");
      const work = prepare(jax);
      return {
        run: async () => {
          const arrays = Object.values(work.run());
          await jax.blockUntilReady(arrays);
          for (const each of arrays) each.dispose();
        },
        // dataSync takes the array with it.
        result: () =>
          Object.fromEntries(
            Object.entries((work.result ?? work.run)()).map(([name, each]) => [name, each.dataSync()]),
          ),
      };
    },
  };
}
