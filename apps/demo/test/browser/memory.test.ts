import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchBrowser } from "./launch.ts";
import type { MannerInPage } from "./memory/main.ts";
import { isolated } from "./isolated.ts";
import { buildPage, serveFolder } from "./serve.ts";

// Steps of a training in a page, over memory that goes from hand to hand. `pnpm --filter @surprisal/demo memory` takes many more, and looks at what is resident.

let built: Awaited<ReturnType<typeof buildPage>>;
let browser: Browser;
beforeAll(async () => {
  [built, browser] = await Promise.all([buildPage(fileURLToPath(new URL("memory", import.meta.url))), launchBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await built?.remove();
});

describe.each([
  ["an isolated page", isolated, "shared"],
  ["a page", {}, "not shared"],
])("in %s", (_, headers, kind) => {
  test.each<MannerInPage>(["explicit", "scope", "synchronous", "promises", "macrotasks", "scopeAndMacrotasks"])(
    "500 steps end where they should, in the same memory: %s",
    async (manner) => {
      const site = await serveFolder(built.folder, headers);
      const page = await browser.newPage();
      try {
        await page.goto(site.address);
        expect(await page.locator("output:not(:empty)").textContent()).toBe(kind);
        const trained = await page.evaluate((given) => globalThis.train(given), { manner, rows: 128, steps: 500 });
        expect(trained.error).toBeLessThan(1e-4);
        const [before, after] = trained.kernelBytes;
        expect(before).toBeGreaterThan(0);
        // What scopes return leaves it when the engine has found it dead, and where that is late, from 32 MiB on.
        if (manner === "scopeAndMacrotasks") expect(after).toBeLessThan(48 * 2 ** 20);
        else expect(after).toBe(before);
      } finally {
        await page.close();
        await site.close();
      }
    },
    60_000,
  );
});
