import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, preview } from "vite";

export interface Site {
  readonly address: string;
  close(): Promise<void>;
}

/** Builds the app into a folder below the root of a static host, and serves it from there. */
export async function serveApp(): Promise<Site> {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const outDir = await mkdtemp(join(tmpdir(), "surprisal-demo-"));
  const path = "some/where";
  await build({ root, logLevel: "warn", build: { outDir: join(outDir, path), emptyOutDir: true } });
  const server = await preview({ root, logLevel: "warn", build: { outDir }, preview: { port: 0, host: "127.0.0.1" } });
  const origin = server.resolvedUrls?.local[0];
  if (origin === undefined) throw new Error("serveApp: the server has no address");
  return {
    address: `${origin}${path}/`,
    async close() {
      await server.close();
      await rm(outDir, { recursive: true });
    },
  };
}
