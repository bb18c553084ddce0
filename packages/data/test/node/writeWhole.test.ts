import { lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DataError } from "@surprisal/contract";
import { beforeEach, afterEach, expect, test } from "vitest";
import { writeWhole } from "../../src/node.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "surprisal-data-"));
});
afterEach(() => rm(folder, { recursive: true }));

test("a new file, and one in place of another; nothing else stays behind", async () => {
  const path = join(folder, "model.json");
  await writeWhole(path, "one");
  expect(await readFile(path, "utf8")).toBe("one");
  await writeWhole(path, "zwei ä 🐧");
  expect(await readFile(path, "utf8")).toBe("zwei ä 🐧");
  expect(await readdir(folder)).toEqual(["model.json"]);
});

test("whoever reads meanwhile finds a whole file", async () => {
  const path = join(folder, "model.json");
  const texts = ["a", "b", "c"].map((letter) => letter.repeat(2_000_000));
  await writeWhole(path, texts[0] ?? "");
  const state = { isWriting: true };
  const writing = Promise.all(texts.map((text) => writeWhole(path, text))).finally(() => (state.isWriting = false));
  while (state.isWriting) expect(texts).toContain(await readFile(path, "utf8"));
  await writing;
  expect(await readdir(folder)).toEqual(["model.json"]);
});

test("a link stays one: what it points to is replaced", async () => {
  await writeFile(join(folder, "target.json"), "old");
  await symlink("target.json", join(folder, "link.json"));
  await writeWhole(join(folder, "link.json"), "new");
  expect(await readFile(join(folder, "target.json"), "utf8")).toBe("new");
  expect((await lstat(join(folder, "link.json"))).isSymbolicLink()).toBe(true);
});

test("a failure in the middle leaves the old file, and nothing beside it", async () => {
  const path = join(folder, "model.json");
  await writeWhole(path, "old");
  await expect(writeWhole(path, 5 as unknown as string)).rejects.toThrow(`${path}: cannot be written (`);
  expect(await readdir(folder)).toEqual(["model.json"]);
  expect(await readFile(path, "utf8")).toBe("old");
});

test("where it cannot be written, one line says why and nothing is left", async () => {
  await mkdir(join(folder, "sub"));
  for (const [path, message] of [
    [join(folder, "none/model.json"), "no such folder to write into"],
    [join(folder, "sub"), "a folder, expected a file"],
    ["/dev/null", "a device, expected a file"],
  ] as const) {
    await expect(writeWhole(path, "x")).rejects.toThrow(new DataError(`${path}: ${message}`));
  }
  expect(await readdir(folder)).toEqual(["sub"]);
});
