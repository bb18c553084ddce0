import { join } from "node:path";
import { build, preview } from "vite";

/**
 * Builds the demo app and serves it until a signal ends the process.
 *
 * @param port - the first to try.
 * @returns its address.
 */
export async function serveDemo(root: string, port: number): Promise<string> {
  const demo = join(root, "apps/demo");
  await build({ root: demo, logLevel: "warn" });
  const server = await preview({ root: demo, logLevel: "warn", preview: { port } });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void server.close().then(() => process.exit(0)));
  }
  const address = server.resolvedUrls?.local[0];
  if (address === undefined) throw new Error("the demo app got no address");
  return address;
}
