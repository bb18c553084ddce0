import { runSuite } from "./suite.ts";

addEventListener("message", async ({ data }: MessageEvent<string | null>) => {
  const own = { worker: () => new Worker(new URL("./kernelsWorker.ts", import.meta.url), { type: "module" }) };
  postMessage(JSON.stringify(await runSuite(2, data === "own" ? own : {})));
});
