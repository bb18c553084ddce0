import { readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Browser } from "playwright-core";
import { isolated } from "../isolated.ts";
import { launchBrowser } from "../launch.ts";
import { buildPage, serveFolder } from "../serve.ts";
import type { MannerInPage, TrainedInPage } from "./main.ts";

// What stays resident of the process of a page, over many steps: on Linux.

const { values } = parseArgs({
  options: { steps: { type: "string", default: "10000" }, rows: { type: "string", default: "4096" } },
});
const [steps, rows] = [Number(values.steps), Number(values.rows)];
const manners: readonly MannerInPage[] = [
  "explicit",
  "scope",
  "scopeAndMacrotasks",
  "synchronous",
  "promises",
  "macrotasks",
];

/** Of each process that draws pages. */
async function processesOf(browser: Browser): Promise<readonly number[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
}

/** MiB of the largest: others wait for further pages. */
async function residentOf(processes: readonly number[]): Promise<number> {
  const texts = await Promise.all(processes.map((id) => readFile(`/proc/${id}/status`, "utf8")));
  return Math.max(...texts.map((text) => Number(/VmRSS:\s*(\d+)/.exec(text)?.[1]) / 1024));
}

const built = await buildPage(fileURLToPath(new URL(".", import.meta.url)));
try {
  console.log(`${steps} steps over tensors of ${rows} kB`);
  for (const headers of [isolated, {}])
    for (const manner of manners) {
      const [site, browser] = await Promise.all([serveFolder(built.folder, headers), launchBrowser()]);
      const page = await browser.newPage();
      await page.goto(site.address);
      const kind = await page.locator("output:not(:empty)").textContent();
      const processes = await processesOf(browser);
      const resident: number[] = [];
      const training = page.evaluate((given) => globalThis.train(given), { manner, rows, steps });
      let trained: TrainedInPage | undefined;
      while (trained === undefined) {
        resident.push(await residentOf(processes));
        trained = await Promise.race([training, setTimeout(100, undefined)]);
      }
      const { error, kernelBytes, millisecondsAStep } = trained;
      // The first tenth is to get warm.
      const sorted = resident.slice(resident.length / 10).toSorted((a, b) => a - b);
      const [least = 0, median = 0, most = 0] = [0, 0.5, 1].map((q) => sorted[Math.floor(q * (sorted.length - 1))]);
      const swing = (100 * Math.max(most - median, median - least)) / median;
      console.log(
        `| ${kind}, ${manner} | ${millisecondsAStep.toFixed(2)} ms a step | ${[least, median, most].map((size) => size.toFixed(0)).join("–")} MiB | ± ${swing.toFixed(0)} % | kernels ${kernelBytes.map((bytes) => (bytes / 2 ** 20).toFixed(1)).join(", ")} MiB | error ${error.toExponential(1)} |`,
      );
      await browser.close();
      await site.close();
    }
} finally {
  await built.remove();
}
