import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, defaultClientConditions, defaultServerConditions, preview } from "vite";

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
  const site = await serveFolder(outDir);
  return {
    address: `${site.address}${path}/`,
    async close() {
      await site.close();
      await rm(outDir, { recursive: true });
    },
  };
}

/** Builds a page that belongs to a test, of the packages' sources, into a folder of its own. */
export async function buildPage(root: string): Promise<{ readonly folder: string; remove(): Promise<void> }> {
  const outDir = await mkdtemp(join(tmpdir(), "surprisal-page-"));
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    resolve: { conditions: ["@surprisal/source", ...defaultClientConditions] },
    build: { outDir, emptyOutDir: true, modulePreload: { polyfill: false } },
  });
  return { folder: outDir, remove: () => rm(outDir, { recursive: true }) };
}

/** Builds a script of a test for Node, of the packages' sources, into one file. */
export async function buildScript(entry: string): Promise<{ readonly file: string; remove(): Promise<void> }> {
  const outDir = await mkdtemp(join(tmpdir(), "surprisal-script-"));
  await build({
    configFile: false,
    logLevel: "warn",
    ssr: { noExternal: true, resolve: { conditions: ["@surprisal/source", ...defaultServerConditions] } },
    build: {
      ssr: entry,
      outDir,
      minify: true,
      emptyOutDir: true,
      rolldownOptions: { output: { entryFileNames: "script.mjs" } },
    },
  });
  return { file: join(outDir, "script.mjs"), remove: () => rm(outDir, { recursive: true }) };
}

/** Serves a folder. */
export async function serveFolder(outDir: string, headers: Record<string, string> = {}): Promise<Site> {
  const server = await preview({
    configFile: false,
    logLevel: "warn",
    build: { outDir },
    preview: { port: 0, host: "127.0.0.1", headers },
  });
  const address = server.resolvedUrls?.local[0];
  if (address === undefined) throw new Error("serveFolder: the server has no address");
  return { address, close: () => server.close() };
}
