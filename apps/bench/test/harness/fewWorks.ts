import { backendInfo } from "@surprisal/kernels";
import type { JavaScriptContender, Work } from "../../src/harness/work.ts";

const contender = (name: string, run: () => unknown): JavaScriptContender => ({
  name,
  side: "ours",
  precision: "float64",
  prepare: () => ({ run, result: () => ({ few: Float32Array.of(1, 2.5), threads: [backendInfo().threads] }) }),
});

/** For serve.ts: contenders that do next to nothing, or end as they should not. */
export const works: readonly Work[] = [
  {
    name: "some work",
    sizes: [
      {
        name: "one",
        make: () => ({
          reference: () => ({ few: [1, 2.5] }),
          tolerance: () => ({ few: 0 }),
          contenders: [
            contender("sound", () => {
              const end = performance.now() + 2;
              while (performance.now() < end);
            }),
            contender("talking", () => console.log("not an answer")),
            contender("throwing", () => {
              throw new Error("no such kernel");
            }),
            contender("aborting", () => process.abort()),
            contender("twin", () => {}),
            contender("twin", () => {}),
          ],
        }),
      },
    ],
  },
];
