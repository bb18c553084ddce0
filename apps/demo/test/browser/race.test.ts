import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { toPixels, viewOf } from "../../src/draw/view.ts";
import { pointAt, pullOn } from "../../src/model/pull.ts";
import { drawnCount, type LossName } from "../../src/model/screen.ts";
import { byYardstick, digits, percent } from "../../src/model/words.ts";
import { raceTo } from "../direct.ts";
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

const panel = (page: Page, title: string) => page.getByRole("region", { name: title, exact: true });

/** What the page shows of both runs: accuracies in the panels, and what the chart says by its yardstick. */
async function shown(page: Page): Promise<{ accuracies: string[]; curve: string[] }> {
  const accuracies = ["Cross-entropy", "Squared error"].map((title) =>
    panel(page, title).locator(".accuracy").innerText(),
  );
  const curve = panel(page, "Curve").locator("header p > span");
  return { accuracies: await Promise.all(accuracies), curve: (await curve.allInnerTexts()).map((text) => text.trim()) };
}

function expected(epoch: number, yardstick: "accuracy" | "crossEntropy" | "brierScore", settings = {}) {
  const { at } = raceTo(epoch, settings);
  const both = (f: (loss: LossName) => string) => [f("crossEntropy"), f("squaredError")];
  return {
    accuracies: both((loss) => `${percent(at[loss].accuracy)} right`),
    curve: [`epoch ${epoch}`, ...both((loss) => byYardstick(yardstick, at[loss][yardstick]))],
  };
}

test("a link restores its screen, with the numbers that the packages give", async () => {
  const settings = { seed: 11, overlap: 1.2, flip: 5, start: "zero", rate: 1, optimizer: "momentum" } as const;
  const hash =
    "#seed=11&overlap=1.2&flip=5&start=zero&rate=1&optimizer=momentum&speed=10&yardstick=brierScore&epoch=40&point=7";
  const { page, complaints, close } = await openPage(browser, site.address + hash, { epoch: 40 });
  expect(await shown(page)).toEqual(expected(40, "brierScore", settings));
  for (const name of ["Zero", "Momentum", "10", "Brier score"]) {
    expect(await page.getByRole("radio", { name, exact: true }).isChecked()).toBe(true);
  }
  expect(await page.getByLabel("Seed").inputValue()).toBe("11");
  expect(await page.getByRole("slider", { name: "Flipped labels" }).inputValue()).toBe("5");
  expect(await page.getByRole("heading", { name: "Point 8, class" }).count()).toBe(1);
  await page.waitForTimeout(500);
  expect(new URL(page.url()).hash).toBe(hash);
  expect(complaints).toEqual([]);
  await close();
});

test("cross-entropies at given epochs of the first screen", async () => {
  for (const epoch of [78, 300]) {
    const { page, close } = await openPage(browser, `${site.address}#yardstick=crossEntropy&epoch=${epoch}`, { epoch });
    expect(await shown(page)).toEqual(expected(epoch, "crossEntropy"));
    await close();
  }
});

test("play, pause, step and reset", async () => {
  const { page, complaints, close } = await openPage(browser, site.address);
  expect(await shown(page)).toEqual(expected(0, "accuracy"));
  const button = (name: string) => page.getByRole("button", { name, exact: true });

  await button("Play").click();
  await page
    .getByText(/^epoch [1-9]\d/)
    .first()
    .waitFor();
  await button("Pause").click();
  await button("Play").waitFor();
  await page.waitForTimeout(500);
  const paused = await shownEpoch(page);
  expect(paused).toBeGreaterThanOrEqual(10);
  expect(await shown(page)).toEqual(expected(paused, "accuracy"));
  expect(new URL(page.url()).hash).toBe(`#epoch=${paused}`);

  await button("Step").click();
  await atEpoch(page, paused + 1);
  expect(await shown(page)).toEqual(expected(paused + 1, "accuracy"));

  await button("Reset").click();
  await atEpoch(page, 0);
  expect(await shown(page)).toEqual(expected(0, "accuracy"));
  await page.waitForTimeout(500);
  expect(new URL(page.url()).hash).toBe("");
  expect(complaints).toEqual([]);
  await close();
});

test("the page says when each loss got there", async () => {
  const { page, close } = await openPage(browser, `${site.address}#epoch=800`, { epoch: 800 });
  const said = async (title: string) =>
    (await panel(page, title).locator("p").allInnerTexts()).map((text) => text.trim());
  expect(await said("92 % accuracy")).toEqual(["Cross-entropy: epoch 78", "Squared error: epoch 789"]);
  expect(await said("Cross-entropy of 0.18")).toEqual(["Cross-entropy: epoch 125", "Squared error: not yet"]);
  await close();
});

test("settings begin the race over", async () => {
  const { page, close } = await openPage(browser, `${site.address}#epoch=5`, { epoch: 5 });
  await page.getByRole("radio", { name: "Zero" }).check();
  await atEpoch(page, 0);
  expect(await shown(page)).toEqual(expected(0, "accuracy", { start: "zero" }));
  await page.getByRole("slider", { name: "Learning rate" }).press("ArrowRight");
  await page.getByRole("button", { name: "Step" }).click();
  await atEpoch(page, 1);
  expect(await shown(page)).toEqual(expected(1, "accuracy", { start: "zero", rate: 1 }));
  await close();
});

test("the point under the pointer shows how hard each loss pulls on it", async () => {
  const { page, close } = await openPage(browser, `${site.address}#epoch=20`, { epoch: 20 });
  const { points, at } = raceTo(20);
  const canvas = panel(page, "Squared error").locator("canvas");
  const box = await canvas.boundingBox();
  if (box === null) throw new Error("the canvas is not there");
  // The outermost point in view: no other is as near to the pointer.
  const size = await canvas.evaluate((element) => ({ width: element.clientWidth, height: element.clientHeight }));
  const view = viewOf(size, 1);
  const spots = Array.from({ length: drawnCount }, (_, index) => {
    const { x, y } = pointAt(points, index);
    return { index, spot: toPixels(view, x, y) };
  }).filter(({ spot: [left, top] }) => left > 5 && top > 5 && left < size.width - 5 && top < size.height - 5);
  const { index, spot } = spots.reduce((a, b) => (b.spot[0] < a.spot[0] ? b : a));
  await canvas.hover({ position: { x: spot[0] + 1, y: spot[1] + 1 } });

  const readout = async () =>
    Promise.all((await page.locator("tbody tr").all()).map(async (row) => row.getByRole("cell").allInnerTexts()));
  const rowsOf = (index: number) =>
    (["crossEntropy", "squaredError"] as const).map((loss) => {
      const { logit, probability, gradient } = pullOn(points, index, at[loss]);
      const ratio = gradient.crossEntropy / gradient.squaredError;
      return [logit, probability, gradient.crossEntropy, gradient.squaredError, ratio].map(digits);
    });
  await page.getByRole("heading", { name: `Point ${index + 1}, class` }).waitFor();
  expect(await readout()).toEqual(rowsOf(index));

  await page.mouse.move(0, 0);
  const slider = page.getByRole("slider", { name: "Point" });
  await slider.press("Home");
  await slider.press("ArrowRight");
  await page.getByRole("heading", { name: "Point 2, class 1" }).waitFor();
  expect(await readout()).toEqual(rowsOf(1));
  await close();
});

test("the story is true, and the README tells it with these figures", { timeout: 180_000 }, async () => {
  const { page, close } = await openPage(browser, site.address, { viewport: { width: 375, height: 812 } });
  await page.getByRole("button", { name: "Run all four to epoch 3000" }).click();
  const table = page.getByRole("table").filter({ hasText: "Slopes, end" });
  await table.waitFor({ timeout: 150_000 });
  expect(await violations(page)).toEqual([]);

  const rows = await Promise.all(
    (await table.locator("tbody tr").all()).map((row) => row.locator("th, td").allInnerTexts()),
  );
  expect(rows).toEqual([
    ["Wrong side, cross-entropy", "78", "125", "93.45 %", "0.1645", "2.533, 1.854"],
    ["Wrong side, squared error", "789", "not reached", "93.50 %", "0.2154", "5.213, 3.963"],
    ["Zero, cross-entropy", "1", "34", "93.45 %", "0.1645", "2.533, 1.854"],
    ["Zero, squared error", "1", "163", "93.50 %", "0.1646", "2.440, 1.843"],
  ]);
  const readme = await readFile(new URL("../../README.md", import.meta.url), "utf8");
  const told = readme
    .split("\n")
    .flatMap((line) => (/ error \||-entropy \|/.test(line) ? [line.split("|").slice(1, -1)] : []));
  expect(told.map((cells) => cells.map((cell) => cell.trim()))).toEqual(
    rows.map(([name = "", ...figures]) => [name, ...figures]),
  );
  await close();
});
