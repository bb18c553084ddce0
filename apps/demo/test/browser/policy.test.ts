import { fileURLToPath } from "node:url";
import { crossEntropy } from "@surprisal/losses";
import { grad, type Tensor } from "@surprisal/tensor";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./launch.ts";
import { classes, logits, type Shown } from "./policy/example.ts";
import { buildPage, serveFolder } from "./serve.ts";

// A compiled loss in pages with and without a content security policy.

let page: Awaited<ReturnType<typeof buildPage>>;
let browser: Browser;
beforeAll(async () => {
  [page, browser] = await Promise.all([buildPage(fileURLToPath(new URL("policy", import.meta.url))), launchBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await page?.remove();
});

/** What the page shows under a policy. */
async function show(policy: string): Promise<Shown> {
  const site = await serveFolder(page.folder, policy === "no policy" ? {} : { "Content-Security-Policy": policy });
  const opened = await browser.newPage();
  try {
    await opened.goto(site.address);
    return JSON.parse((await opened.locator("output:not(:empty)").textContent()) ?? "") as Shown;
  } finally {
    await opened.close();
    await site.close();
  }
}

test.each([
  ["no policy", "wasm"],
  ["default-src 'self' 'wasm-unsafe-eval'", "wasm"],
  ["default-src 'self'", "interpreter"],
])("under %s it runs as %s, with the numbers of the ops", async (policy, form) => {
  const shown = await show(policy);
  expect(shown.form).toBe(form);
  expect(shown.value).toBeCloseTo(crossEntropy.mean(logits, classes).item(), 14);
  const slope = grad((z: Tensor) => crossEntropy.mean(z, classes))(logits);
  for (const [i, each] of slope.data.entries()) expect(shown.gradient[i]).toBeCloseTo(each, 14);
});
