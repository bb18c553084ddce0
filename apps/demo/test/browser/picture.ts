import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { launchBrowser } from "./launch.ts";
import { openPage } from "./open.ts";
import { serveApp } from "./serve.ts";

// Takes the picture of the README: cross-entropy has arrived, squared error is sure of a mistake.
const folder = fileURLToPath(new URL("../../../docs/images", import.meta.url));
const epoch = 100;

const [site, browser] = await Promise.all([serveApp(), launchBrowser()]);
try {
  await mkdir(folder, { recursive: true });
  const { page, close } = await openPage(browser, `${site.address}#epoch=${epoch}&point=131`, { epoch });
  // The landscapes come after the race.
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: `${folder}/demo.png` });
  await close();
} finally {
  await browser.close();
  await site.close();
}
