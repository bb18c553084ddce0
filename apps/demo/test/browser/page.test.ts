import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./launch.ts";
import { atEpoch, openPage, shownEpoch, violations } from "./open.ts";
import { serveApp, type Site } from "./serve.ts";

let site: Site;
let browser: Browser;
beforeAll(async () => {
  [site, browser] = await Promise.all([serveApp(), launchBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
});

const phone = { width: 375, height: 812 };

test("axe finds nothing, in light and in dark, wide and narrow", async () => {
  // Notices and troubles are on this screen too.
  const hash = "#seed=x&start=zero&optimizer=momentum&rate=50&epoch=80";
  const { page, close } = await openPage(browser, site.address + hash, { epoch: 80 });
  for (const viewport of [{ width: 1280, height: 800 }, phone]) {
    await page.setViewportSize(viewport);
    for (const summary of await page.locator("details:not([open]) > summary:visible").all()) await summary.click();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page), `${colorScheme}, ${viewport.width} px`).toEqual([]);
    }
  }
  await close();
});

test("a narrow screen needs no sideways scrolling", async () => {
  const { page, close } = await openPage(browser, `${site.address}#epoch=3`, { epoch: 3, viewport: phone });
  const overflow = await page.evaluate(() =>
    [...document.querySelectorAll("*")]
      .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
      .map(({ outerHTML }) => outerHTML.slice(0, 80)),
  );
  expect(overflow).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(phone.width);
  await close();
});

test("no request leaves the origin, none follows the load but for the worker, and nothing is shared", async () => {
  const { page, requests, complaints, close } = await openPage(browser, `${site.address}#epoch=10`, { epoch: 10 });
  await page.waitForLoadState("networkidle");
  const loaded = requests.length;
  expect(loaded).toBeGreaterThan(3);
  await page.getByRole("button", { name: "Play" }).click();
  await page
    .getByText(/^epoch [2-9]\d/)
    .first()
    .waitFor();
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("radio", { name: "Brier score" }).check();
  expect(requests.slice(loaded)).toEqual([]);
  expect(requests.filter((url) => !url.startsWith(site.address))).toEqual([]);
  expect(await page.evaluate(() => [crossOriginIsolated, typeof SharedArrayBuffer])).toEqual([false, "undefined"]);
  expect(complaints).toEqual([]);
  await close();
});

test("a link that cannot be read says so, and the notice goes", async () => {
  const { page, close } = await openPage(browser, `${site.address}#rate=7&colour=red&start=zero`);
  const notice = page.getByRole("status").filter({ hasText: "The link was read in part" });
  expect(await notice.getByRole("listitem").allInnerTexts()).toEqual([
    'rate is "7", expected one of 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100.',
    "colour is not a setting of this page.",
  ]);
  expect(await page.getByRole("radio", { name: "Zero" }).isChecked()).toBe(true);
  await notice.getByRole("button").click();
  expect(await notice.count()).toBe(0);
  await close();
});

test("links within the page lead to their screens, and to the race", async () => {
  const { page, close } = await openPage(browser, `${site.address}#epoch=4`, { epoch: 4 });
  for (const [link, start] of [
    ["From zero", "Zero"],
    ["From the wrong side", "Wrong side"],
  ] as const) {
    await page.getByRole("link", { name: link }).click();
    await expect.poll(() => page.getByRole("radio", { name: start }).isChecked()).toBe(true);
    await atEpoch(page, 0);
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
  }
  await close();
});

test("the way back leads to the race before, at the epoch where it stood", async () => {
  const { page, complaints, close } = await openPage(browser, `${site.address}#epoch=4`, { epoch: 4 });
  const hashes = async (expected: string) =>
    expect.poll(() => new URL(page.url()).hash, { timeout: 5000 }).toBe(expected);
  await page.getByRole("radio", { name: "Zero" }).check();
  await hashes("#start=zero");
  await page.getByRole("button", { name: "Step" }).click();
  await atEpoch(page, 1);
  await hashes("#start=zero&epoch=1");
  await page.getByRole("slider", { name: "Flipped labels" }).press("ArrowRight");
  await hashes("#flip=1&start=zero");

  await page.goBack();
  await atEpoch(page, 1);
  expect(await page.getByRole("slider", { name: "Flipped labels" }).inputValue()).toBe("0");
  await page.goBack();
  await atEpoch(page, 4);
  expect(await page.getByRole("radio", { name: "Wrong side" }).isChecked()).toBe(true);
  await page.goForward();
  await atEpoch(page, 1);
  await page.reload();
  await atEpoch(page, 1);
  await hashes("#start=zero&epoch=1");
  expect(complaints).toEqual([]);
  await close();
});

test("a browser without a proper language shows the page too", async () => {
  const prepare = (page: Page) =>
    page.addInitScript(() =>
      Object.defineProperty(navigator, "language", { value: "en-US@posix", configurable: true }),
    );
  const { page, complaints, close } = await openPage(browser, site.address, { prepare });
  await atEpoch(page, 0);
  expect(complaints).toEqual([]);
  await close();
});

test("a learning rate that is too large is said to be", async () => {
  const { page, close } = await openPage(browser, `${site.address}#rate=50&epoch=100`, { epoch: 100 });
  const region = page.getByRole("region", { name: "Cross-entropy", exact: true });
  expect(await region.getByRole("status").innerText()).toBe(
    "Unsteady: the loss goes up and down instead of falling. Try a smaller learning rate.",
  );
  await close();
});

test("without a worker the page says why there is no race", async () => {
  const prepare = (page: Page) => page.route(/assets\/main-/, (route) => route.abort());
  const { page, close } = await openPage(browser, site.address, { prepare });
  await page.getByRole("alert").first().waitFor();
  expect(await page.getByRole("alert").first().innerText()).toContain(
    "The race cannot run. The training worker stopped",
  );
  await close();
});

test("with reduced motion the picture stands still for a second", async () => {
  const { page, close } = await openPage(browser, `${site.address}#speed=1`, { reducedMotion: "reduce" });
  await page.getByRole("button", { name: "Play" }).click();
  const seen = new Set<number>();
  while (seen.size < 3) {
    seen.add(await shownEpoch(page));
    await page.waitForTimeout(50);
  }
  expect([...seen].filter((epoch) => epoch % 60 !== 0)).toEqual([]);
  await close();
});

test("the keyboard reaches every control, and its focus is seen", async () => {
  const { page, close } = await openPage(browser, site.address);
  const all = await page.evaluate(() => {
    const controls = [...document.querySelectorAll<HTMLElement>("a[href], button:enabled, input")].filter((element) =>
      element.checkVisibility(),
    );
    // Of radio buttons the chosen one stands for its group.
    const stops = controls.filter(
      (element) => !(element instanceof HTMLInputElement && element.type === "radio" && !element.checked),
    );
    for (const [i, element] of stops.entries()) element.dataset["stop"] = String(i);
    return stops.length;
  });
  expect(all).toBeGreaterThan(15);
  const reached = new Set<string>();
  for (let press = 0; press < all + 5; press++) {
    await page.keyboard.press("Tab");
    const [stop, outline] = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || element.dataset["stop"] === undefined) return ["", ""];
      const outlines = [element, element.nextElementSibling].flatMap((each) =>
        each ? [getComputedStyle(each).outlineStyle] : [],
      );
      return [element.dataset["stop"], outlines.includes("solid") ? "solid" : "none"];
    });
    if (stop === "") continue;
    expect(outline).toBe("solid");
    reached.add(stop);
  }
  expect(reached.size).toBe(all);
  await close();
});
