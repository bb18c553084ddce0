import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { report, type ReportInput, type ReportRows } from "@surprisal/report";
import { generator, normal, softmax, tensor } from "@surprisal/tensor";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "./launch.ts";
import { openPage, violations, type OpenedPage } from "./open.ts";

// The report has no tests in a browser of its own: its package stands below the one that has a browser.
let browser: Browser;
let folder: string;
beforeAll(async () => {
  [browser, folder] = await Promise.all([launchBrowser(), mkdtemp(join(tmpdir(), "surprisal-report-"))]);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true });
});

/** Rows of a model that is right most of the time. */
function rowsOf(classCount: number, count: number, seed: number): ReportRows {
  const actual = Int32Array.from({ length: count }, (_, row) => row % classCount);
  const noise = normal([count, classCount], generator(seed), { dtype: "float64" }).data;
  const logits = Float64Array.from(
    noise,
    (z, i) => z + (i % classCount === actual[Math.floor(i / classCount)] ? 3 : 0),
  );
  return {
    actual,
    probabilities: Float64Array.from(softmax(tensor(logits, { shape: [count, classCount] })).data),
    rowNumbers: actual.map((_, row) => row + 1),
  };
}

function inputOf(classes: readonly string[], features: readonly string[]): ReportInput {
  return {
    date: "2026-11-24",
    software: "surprisal",
    data: {
      file: "rows.csv",
      target: "kind",
      split: "every fifth row was held out",
      columns: features.map((name) => ({ name, kind: "numeric", missing: 1 })),
      standardized: true,
    },
    model: { name: "softmax regression", c: 1, path: "rows.model.json" },
    fit: {
      iterations: 20,
      converged: false,
      reason: "maxIterations",
      history: Array.from({ length: 20 }, (_, i) => ({
        iteration: i + 1,
        objective: 9 / (i + 1),
        gradientNorm: 0.1 ** i,
      })),
    },
    classes,
    coefficients: classes.flatMap((className, k) =>
      features.map((feature, j) => ({ feature, className, value: Math.sin(1 + k + 7 * j) })),
    ),
    train: rowsOf(classes.length, 46_400, 1),
    test: rowsOf(classes.length, 11_600, 2),
  };
}

const hostile = [
  "<script>document.title = 'run'</script>",
  "<img src=x onerror='document.title = 1'>",
  "x".repeat(300),
  "\"&'",
];
const letters = Array.from({ length: 26 }, (_, i) => String.fromCharCode(65 + i));
const inputs: Record<string, ReportInput> = {
  "two classes": inputOf(["benign", "malignant"], ["radius", "texture"]),
  "names that are markup": inputOf(hostile, hostile),
  "26 classes": inputOf(letters, ["width", "height", "ink"]),
};

/** The report of an input in a browser, with everything unfolded. */
async function openReport(name: string, options: BrowserContextOptions): Promise<OpenedPage> {
  const path = join(folder, `${name}.html`);
  await writeFile(path, report(inputs[name]!));
  const opened = await openPage(browser, pathToFileURL(path).href, { ...options, prepare: () => Promise.resolve() });
  await opened.page.locator("details").evaluateAll((all) => {
    for (const each of all) each.setAttribute("open", "");
  });
  return opened;
}

// Axe is slow: contrast depends on the colours, layout on the width, and neither on the other.
const looks = [
  { colorScheme: "light", viewport: { width: 360, height: 800 } },
  { colorScheme: "dark", viewport: { width: 1200, height: 800 } },
] as const;

test.each(Object.keys(inputs))(
  "%s: axe finds nothing, nothing is loaded, nothing scrolls sideways",
  { timeout: 120_000 },
  async (name) => {
    for (const look of looks) {
      const { page, requests, complaints, close } = await openReport(name, look);
      expect(await violations(page)).toEqual([]);
      expect(requests).toHaveLength(1);
      expect(complaints).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(look.viewport.width);
      expect(await page.title()).toBe("Predicting kind: report");
      expect(await page.locator("script, img").count()).toBe(0);
      await close();
    }
  },
);

test("names that are markup are read as they are", async () => {
  const { page, close } = await openReport("names that are markup", {});
  const rows = page.getByRole("table").filter({ hasText: "Classes and their rows." }).getByRole("rowheader");
  expect((await rows.allTextContents()).map((text) => text.trim())).toEqual([
    ...hostile.slice(0, 2),
    `${"x".repeat(100)}…${"x".repeat(99)}`,
    hostile[3],
  ]);
  await close();
});

test("the confusion matrix of 26 classes scrolls by itself, by keyboard too, and its row names stay", async () => {
  const { page, close } = await openReport("26 classes", { viewport: { width: 360, height: 800 } });
  const region = page.getByRole("region", { name: "Confusion matrix" });
  const [inner, outer] = await region.evaluate((element) => [element.scrollWidth, element.clientWidth] as const);
  expect(inner).toBeGreaterThan(outer);
  const fade = () =>
    region.evaluate((element) => Number.parseFloat(getComputedStyle(element).getPropertyValue("--fade")));
  expect(await fade()).toBe(40);
  const rowName = region.getByRole("rowheader", { name: "Z" });
  const before = await rowName.boundingBox();
  await region.focus();
  for (let press = 0; press < 5; press++) await page.keyboard.press("ArrowRight");
  await expect.poll(() => region.evaluate((element) => element.scrollLeft)).toBeGreaterThan(100);
  await expect.poll(fade).toBeLessThan(40);
  expect((await rowName.boundingBox())?.x).toBe(before?.x);
  await close();
});

test.each(["light", "dark"] as const)(
  "right, wrong and empty cells have colours of their own: %s",
  async (colorScheme) => {
    const { page, close } = await openReport("two classes", { colorScheme });
    const colours = await page
      .locator(".matrix td")
      .evaluateAll((cells) => cells.map((cell) => getComputedStyle(cell).backgroundColor));
    const empty = await page
      .locator("pre")
      .first()
      .evaluate((element) => getComputedStyle(element).backgroundColor);
    expect(colours).toHaveLength(4);
    expect(colours[0]).not.toBe(colours[1]);
    expect(colours[3]).not.toBe(colours[2]);
    expect(colours).not.toContain(empty);
    await close();
  },
);
