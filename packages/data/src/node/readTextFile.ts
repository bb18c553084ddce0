import { constants, isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { DataError, ParameterError } from "@surprisal/contract";

export interface ReadTextFileOptions {
  /** How long the file, and the text in it once unpacked, may be. Default 2^28, 268 MB; at most what a string can hold, about 2^29. */
  readonly maximumBytes?: number;
}

const newLine = 10;

/**
 * The text of a file in UTF-8; that of a file named `….gz` is unpacked.
 *
 * @param path - where the file is.
 * @param options - `maximumBytes`: reading stops with an error at this length, so that neither a device without end nor a small file that
 *   unpacks to a huge one fills the memory.
 * @returns the text, as it is but for a byte order mark.
 * @throws DataError in one line that begins with the path: there is no such file, it is a folder, may not be read, is too long, not
 *   gzip, cut off, or not UTF-8 (with the line).
 * @example
 * import { mkdtemp, writeFile } from "node:fs/promises"
 * import { tmpdir } from "node:os"
 * import { join } from "node:path"
 * import { gzipSync } from "node:zlib"
 * const path = join(await mkdtemp(join(tmpdir(), "example-")), "greeting.txt.gz")
 * await writeFile(path, gzipSync("good morning"))
 * await readTextFile(path) // → "good morning"
 * await readTextFile(path, { maximumBytes: 4 }) // throws DataError
 */
export async function readTextFile(path: string, options: ReadTextFileOptions = {}): Promise<string> {
  const { maximumBytes = 2 ** 28 } = options;
  if (!Number.isInteger(maximumBytes) || maximumBytes < 1 || maximumBytes > constants.MAX_STRING_LENGTH) {
    throw new ParameterError(
      `readTextFile: maximumBytes is ${maximumBytes}, expected a whole number in 1 … ${constants.MAX_STRING_LENGTH}`,
    );
  }
  const bytes = await readBytes(path, maximumBytes);
  checkEncoding(path, bytes);
  return new TextDecoder().decode(bytes);
}

async function readBytes(path: string, maximumBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  const collect = async (source: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > maximumBytes) throw new DataError(`${path}: longer than ${maximumBytes} bytes, the most that is read`);
      chunks.push(chunk);
    }
  };
  try {
    const file = createReadStream(path);
    await (path.toLowerCase().endsWith(".gz") ? pipeline(file, createGunzip(), collect) : pipeline(file, collect));
  } catch (error) {
    throw error instanceof DataError ? error : new DataError(`${path}: ${describe(error)}`, { cause: error });
  }
  return Buffer.concat(chunks, size);
}

function describe(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return "no such file";
    case "EISDIR":
      return "a folder, expected a file";
    case "EACCES":
    case "EPERM":
      return "may not be read";
    case "Z_BUF_ERROR":
      return "cut off in the middle, expected a whole gzip file";
    case "Z_DATA_ERROR":
      return `not a sound gzip file (${message})`;
    default:
      return `cannot be read (${message})`;
  }
}

function checkEncoding(path: string, bytes: Buffer): void {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b)
    throw new DataError(`${path}: packed with gzip, expected a name ending in .gz`);
  const mark = bytes.subarray(0, 2).toString("hex");
  if (mark === "fffe" || mark === "feff") throw new DataError(`${path}: UTF-16, expected UTF-8`);
  if (isUtf8(bytes)) return;
  let line = 1;
  for (let start = 0; ; line++) {
    // A line break is never part of a longer character, so the first line that is wrong has the first wrong byte.
    const found = bytes.indexOf(newLine, start);
    const end = found === -1 ? bytes.length : found;
    if (found === -1 || !isUtf8(bytes.subarray(start, end))) throw new DataError(`${path}, line ${line}: not UTF-8`);
    start = end + 1;
  }
}
