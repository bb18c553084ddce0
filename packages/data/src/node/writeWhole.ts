import { randomUUID } from "node:crypto";
import { open, realpath, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { DataError } from "@surprisal/contract";

/**
 * Writes a file whole or not at all: into a temporary file beside it, which then takes its name. Whoever reads meanwhile, or after a
 * failure, finds the old file or the new one, and never a part.
 *
 * @param path - where the file is to be; its folder must exist. What a symbolic link points to is replaced, not the link.
 * @param text - what is to be in it, as UTF-8.
 * @throws DataError in one line that begins with the path: no such folder, not a plain file, may not be written, no space left.
 * @example
 * import { mkdtemp, readFile } from "node:fs/promises"
 * import { tmpdir } from "node:os"
 * import { join } from "node:path"
 * const path = join(await mkdtemp(join(tmpdir(), "example-")), "model.json")
 * await writeWhole(path, "{}")
 * await readFile(path, "utf8") // → "{}"
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  try {
    const target = await targetOf(path);
    const temporary = join(dirname(target), `.${basename(target)}.${randomUUID()}.tmp`);
    try {
      await writeNew(temporary, text);
      await rename(temporary, target);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  } catch (error) {
    throw error instanceof DataError ? error : new DataError(`${path}: ${describe(error)}`, { cause: error });
  }
}

/** Where a path leads, which must be a plain file or nothing yet. */
async function targetOf(path: string): Promise<string> {
  const there = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
  if (there === undefined) return path;
  if (!there.isFile())
    throw new DataError(`${path}: ${there.isDirectory() ? "a folder" : "a device"}, expected a file`);
  return realpath(path);
}

async function writeNew(path: string, text: string): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(text, "utf8");
    await file.sync();
  } finally {
    await file.close();
  }
}

function describe(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return "no such folder to write into";
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return "may not be written";
    case "ENOSPC":
      return "no space left";
    default:
      return `cannot be written (${message})`;
  }
}
