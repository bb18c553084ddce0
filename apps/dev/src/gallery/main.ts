import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { writeWhole } from "@surprisal/data/node";
import { root } from "../source.ts";
import { gallery } from "./gallery.ts";

const usage = "Usage: pnpm gallery [--out DIR]";

try {
  const { positionals, values } = parseArgs({
    args: process.argv.slice(2).filter((argument) => argument !== "--"),
    allowPositionals: true,
    options: { out: { type: "string" } },
  });
  if (positionals.length > 0) throw new Error(usage);
  const folder = values.out === undefined ? join(root, ".surprisal/gallery") : resolve(values.out);
  await mkdir(folder, { recursive: true });
  const pages = gallery(root);
  for (const [name, text] of pages) await writeWhole(join(folder, name), text);
  console.log(`wrote ${pages.size} pages to ${folder}`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
