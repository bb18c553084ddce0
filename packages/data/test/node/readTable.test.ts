import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readTable } from "../../src/node.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "surprisal-data-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

test("the name of the file says what the delimiter is, unless the options do", async () => {
  const names = async (path: string, options = {}) => (await readTable(path, options)).columnNames;
  expect(await names(await file("a.csv", "x,y\tz\n1,2\n"))).toEqual(["x", "y\tz"]);
  expect(await names(await file("a.tsv", "x,y\tz\n1\t2\n"))).toEqual(["x,y", "z"]);
  expect(await names(await file("a.TSV.gz", gzipSync("x,y\tz\n1\t2\n")))).toEqual(["x,y", "z"]);
  expect(await names(await file("b.tsv", "x,y\tz\n1,2\n"), { delimiter: "," })).toEqual(["x", "y\tz"]);
  expect(await names(await file("a.data.gz", gzipSync("1,2\n")), { columns: ["p", "q"] })).toEqual(["p", "q"]);
});

test("errors begin with the path", async () => {
  const path = await file("bad.csv", "x,y\n1,2\n3\n");
  await expect(readTable(path)).rejects.toThrow(`${path}, line 3: 1 field, expected 2`);
  await expect(readTable(path, { maximumBytes: 5 })).rejects.toThrow(`${path}: longer than 5 bytes`);
});
