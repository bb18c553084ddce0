import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";

/** A page of the app, and what it did. */
export interface OpenedPage {
  readonly page: Page;
  readonly requests: readonly string[];
  /** Errors and warnings in the console, and exceptions. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

/** Opens a screen of the app in a browser of its own, and waits until the race stands at its epoch. */
export async function openPage(
  browser: Browser,
  address: string,
  {
    epoch = 0,
    prepare,
    ...options
  }: BrowserContextOptions & { epoch?: number; prepare?: (page: Page) => Promise<unknown> } = {},
): Promise<OpenedPage> {
  const context = await browser.newContext({ locale: "en-US", viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  context.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  await prepare?.(page);
  await page.goto(address);
  if (prepare === undefined) await atEpoch(page, epoch);
  return { page, requests, complaints, close: () => context.close() };
}

/** The epoch that the page shows. */
export async function shownEpoch(page: Page): Promise<number> {
  return Number(await page.getByRole("group", { name: "Training" }).getByRole("status").textContent());
}

/** Waits until there is a race and it stands at an epoch. */
export async function atEpoch(page: Page, epoch: number): Promise<void> {
  await page
    .getByText(/% right$/)
    .first()
    .waitFor();
  await page.getByText(`epoch ${epoch}`, { exact: true }).first().waitFor({ timeout: 30_000 });
}

/** What axe finds on the page. */
export async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}
