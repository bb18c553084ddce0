import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Browser } from "playwright-core";

/** Where Chrome and Chromium are installed. */
const usual = [
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * A headless browser: the one that CHROME_PATH names, else an installed Chrome or Chromium, else the one in the npm package.
 *
 * @param more - further arguments of the browser.
 * @throws Error where there is none that starts.
 */
export async function launchBrowser(more: readonly string[] = []): Promise<Browser> {
  const args = [...quiet, ...more];
  const { CHROME_PATH } = process.env;
  if (CHROME_PATH) return chromium.launch({ executablePath: CHROME_PATH, args });
  const hasPackaged = process.platform === "linux" && process.arch === "x64";
  const installed = usual.find((path) => existsSync(path));
  if (installed !== undefined) {
    try {
      return await chromium.launch({ executablePath: installed, args });
    } catch (error) {
      // Ubuntu's /usr/bin/chromium-browser is but a script that names the snap to install.
      if (!hasPackaged) throw error;
    }
  }
  if (!hasPackaged) throw new Error("No Chrome or Chromium found: install one, or name it in CHROME_PATH.");
  return launchPackaged(args);
}

async function launchPackaged(args: string[]): Promise<Browser> {
  const folder = await unpackBrowser();
  return chromium.launch({
    executablePath: join(folder, "chromium"),
    // Without the packed libraries and fonts it needs some of the system, which a small image lacks.
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(folder, "al2023/lib"),
      FONTCONFIG_FILE: join(folder, "fonts.conf"),
    },
    args,
  });
}

/** Unpacks the browser of the npm package, once for each version of it. */
async function unpackBrowser(): Promise<string> {
  const require = createRequire(import.meta.url);
  const source = dirname(dirname(require.resolve("@sparticuz/chromium")));
  const { version } = JSON.parse(await readFile(join(source, "package.json"), "utf8")) as { version: string };
  const cache = fileURLToPath(new URL("../../../../node_modules/.cache/surprisal", import.meta.url));
  const folder = join(cache, `chromium-${version}`);
  if (existsSync(folder)) return folder;

  // Under another name until all of it is there: an interrupted start must not leave half a browser.
  const draft = `${folder}.${process.pid}`;
  await mkdir(draft, { recursive: true });
  const { TMPDIR } = process.env;
  // The package unpacks to wherever temporary files go.
  process.env["TMPDIR"] = draft;
  try {
    const { inflate } = await import("@sparticuz/chromium");
    for (const name of ["chromium.br", "fonts.tar.br", "swiftshader.tar.br", "al2023.tar.br"]) {
      await inflate(join(source, "bin", name));
    }
  } finally {
    if (TMPDIR === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = TMPDIR;
  }
  await writeFile(join(draft, "fonts.conf"), fontConfiguration(folder));
  await rename(draft, folder).catch(async (error: unknown) => {
    await rm(draft, { recursive: true });
    // Another process was quicker.
    if (!existsSync(folder)) throw error;
  });
  return folder;
}

/** Only the packed fonts: pictures look the same on every machine. */
function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, "fonts/fonts")}</dir>
  <cachedir>${join(folder, "fonts-cache")}</cachedir>
</fontconfig>
`;
}
