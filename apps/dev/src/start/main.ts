import { parseArgs } from "node:util";
import { root } from "../source.ts";
import { fitPenguins, report } from "./fit.ts";

async function start(): Promise<void> {
  const { values } = parseArgs({ options: { once: { type: "boolean" }, port: { type: "string", default: "4173" } } });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`--port is ${values.port}, expected a whole number from 0 to 65535.`);
  }

  if (!fitPenguins(root)) throw new Error("The fit failed; what it said stands above.");
  console.log(`\nDone: the classifier is fitted and saved. Open ${report} in a browser to read about it.`);
  if (values.once) return;
  console.log("Building the demo app …");
  // Vite takes a while to load, and --once has no use for it.
  const { serveDemo } = await import("./demo.ts");
  console.log(`The demo app is at ${await serveDemo(root, port)} (Ctrl-C ends it).`);
}

try {
  await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
