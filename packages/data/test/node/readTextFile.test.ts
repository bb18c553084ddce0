import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { DataError, ParameterError } from "@surprisal/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readTextFile } from "../../src/node.ts";

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

/** The message of the error that reading ends with, without the path it begins with. */
async function failure(path: string, maximumBytes?: number): Promise<string> {
  const error: unknown = await readTextFile(path, maximumBytes === undefined ? {} : { maximumBytes }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DataError);
  const { message } = error as DataError;
  expect(message.startsWith(path)).toBe(true);
  expect(message).not.toContain("\n");
  return message.slice(path.length);
}

test("UTF-8 with and without a byte order mark, line ends as they are", async () => {
  expect(await readTextFile(await file("plain.txt", "ä 🐧\r\n\n"))).toBe("ä 🐧\r\n\n");
  expect(await readTextFile(await file("mark.txt", "\uFEFFa"))).toBe("a");
  expect(await readTextFile(await file("empty.txt", ""))).toBe("");
});

test("gzip, also in several parts", async () => {
  const parts = Buffer.concat([gzipSync("one\n"), gzipSync("two\n")]);
  expect(await readTextFile(await file("parts.txt.gz", parts))).toBe("one\ntwo\n");
  expect(await readTextFile(await file("CAPITALS.GZ", gzipSync("x")))).toBe("x");
});

test("the limit holds for the file and for what is unpacked from it", async () => {
  const path = await file("ten.txt", "0123456789");
  expect(await readTextFile(path, { maximumBytes: 10 })).toBe("0123456789");
  expect(await failure(path, 9)).toBe(": longer than 9 bytes, the most that is read");

  const bomb = await file("bomb.csv.gz", gzipSync(Buffer.alloc(50_000_000)));
  expect(await failure(bomb, 1_000_000)).toBe(": longer than 1000000 bytes, the most that is read");
  await expect(readTextFile(path, { maximumBytes: 0 })).rejects.toThrow(ParameterError);
  await expect(readTextFile(path, { maximumBytes: 2 ** 40 })).rejects.toThrow(ParameterError);
});

test("what is not there, or no file", async () => {
  expect(await failure(join(folder, "none.csv"))).toBe(": no such file");
  expect(await failure(join(folder, "none.csv.gz"))).toBe(": no such file");
  await mkdir(join(folder, "sub"));
  expect(await failure(join(folder, "sub"))).toBe(": a folder, expected a file");
});

test("gzip that is none, is cut off, or has the wrong name", async () => {
  const packed = gzipSync("a,b\n".repeat(1000));
  expect(await failure(await file("none.gz", "a,b\n1,2\n"))).toBe(": not a sound gzip file (incorrect header check)");
  expect(await failure(await file("cut.gz", packed.subarray(0, -12)))).toBe(
    ": cut off in the middle, expected a whole gzip file",
  );
  const flipped = Buffer.from(packed);
  flipped[packed.length - 6] = (flipped[packed.length - 6] ?? 0) ^ 1;
  expect(await failure(await file("flipped.gz", flipped))).toBe(": not a sound gzip file (incorrect data check)");
  expect(await failure(await file("packed.csv", packed))).toBe(": packed with gzip, expected a name ending in .gz");
});

test("what is not UTF-8, with its line", async () => {
  expect(await failure(await file("latin.csv", Buffer.from("a\nä\né\n", "latin1")))).toBe(", line 2: not UTF-8");
  expect(await failure(await file("last.csv", Buffer.from("a\nb\né", "latin1")))).toBe(", line 3: not UTF-8");
  // Two halves of a character with a line break between them.
  expect(await failure(await file("half.csv", Buffer.from([0x61, 0xc3, 0x0a, 0xa4])))).toBe(", line 1: not UTF-8");
  expect(await failure(await file("utf16.csv", Buffer.from("\uFEFFa\n", "utf16le")))).toBe(": UTF-16, expected UTF-8");
});
