import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { stopThreads, supports } from "@surprisal/kernels";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Report, runSuite } from "./everywhere/suite.ts";
import { isolated } from "./isolated.ts";
import { launchBrowser } from "./launch.ts";
import { buildPage, buildScript, serveFolder } from "./serve.ts";

// Kernels, compiled losses and threads in Node, pages and Workers, isolated and not, under policies of several kinds.

let page: Awaited<ReturnType<typeof buildPage>>;
let browser: Browser;
let script: Awaited<ReturnType<typeof buildScript>>;
let inNode: Report;
beforeAll(async () => {
  const folder = fileURLToPath(new URL("everywhere", import.meta.url));
  [page, script, browser, inNode] = await Promise.all([
    buildPage(folder),
    buildScript(join(folder, "node.ts")),
    launchBrowser(),
    runSuite(2),
  ]);
  await stopThreads();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await Promise.all([page?.remove(), script?.remove()]);
});

const policy = (more: string) => ({ ...isolated, "Content-Security-Policy": `default-src 'self'${more}` });

/** What a page comes to that is served with some headers. */
async function report(headers: Record<string, string>, query = ""): Promise<Report> {
  const site = await serveFolder(page.folder, headers);
  const opened = await browser.newPage();
  try {
    await opened.goto(site.address + query);
    return JSON.parse((await opened.locator("output:not(:empty)").textContent()) ?? "") as Report;
  } finally {
    await opened.close();
    await site.close();
  }
}

test("in Node", () => {
  expect(inNode.failures).toEqual([]);
  expect(inNode.checks).toBeGreaterThan(100);
  expect(inNode.backend).toMatchObject({ form: "wasm", sharedMemory: true, relaxedSimd: supports.relaxed, threads: 2 });
  expect(inNode.sameBits).toBe(true);
});

// Further versions of Node, as paths with commas between, are in SURPRISAL_NODES.
test.each([process.execPath, ...(process.env["SURPRISAL_NODES"]?.split(",") ?? [])])(
  "bundled, in %s, with the same bits",
  async (node) => {
    const { stdout } = await promisify(execFile)(node, [script.file]);
    const { backend, digest, failures, sameBits } = JSON.parse(stdout) as Report;
    expect(failures).toEqual([]);
    expect(backend).toMatchObject({ form: "wasm", sharedMemory: true, threads: 2 });
    expect(digest).toBe(inNode.digest);
    expect(sameBits).toBe(true);
  },
);

test.each([
  ["a page", {}, "", 1, "SharedArrayBuffer"],
  ["a Worker", {}, "?where=worker", 1, "SharedArrayBuffer"],
  ["an isolated page", isolated, "", 1, "main thread of a browser"],
  ["a Worker of an isolated page", isolated, "?where=worker", 2, ""],
  ["a Worker under a policy without blobs", policy(" 'wasm-unsafe-eval'"), "?where=worker", 1, "did not start"],
  ["a Worker under a policy with them", policy(" 'wasm-unsafe-eval'; worker-src 'self' blob:"), "?where=worker", 2, ""],
  ["a Worker with workers of its server's", policy(" 'wasm-unsafe-eval'"), "?where=worker&threads=own", 2, ""],
])(
  "in %s there is WebAssembly, with the bits of Node where they are to be the same",
  async (_, headers, query, threads, note) => {
    const { backend, digest, failures, sameBits } = await report(headers, query);
    expect(failures).toEqual([]);
    expect(backend).toMatchObject({ form: "wasm", threads });
    expect(backend.notes.join()).toContain(note);
    if (note === "") expect(backend.notes).toEqual([]);
    expect(digest).toBe(inNode.digest);
    expect(sameBits).toBe(true);
  },
);

test.each([
  ["a page", ""],
  ["a Worker", "?where=worker"],
])("under a policy without 'wasm-unsafe-eval' it is interpreted in %s", async (_, query) => {
  const { backend, failures } = await report(policy(""), query);
  expect(failures).toEqual([]);
  expect(backend).toMatchObject({ form: "interpreter", webAssembly: false, simd: false, threads: 1 });
  expect(backend.notes[0]).toContain("webAssembly: ");
});
