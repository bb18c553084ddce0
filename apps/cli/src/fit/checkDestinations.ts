import { access, constants, realpath, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { DataError } from "@surprisal/contract";

/** Throws, before any work is done, where a result could not be written, or would take the place of a file that is read. */
export async function checkDestinations(
  { model, report }: { readonly model?: string; readonly report?: string },
  inputs: readonly (string | undefined)[],
): Promise<void> {
  const taken = new Map<string, string>();
  for (const input of inputs) if (input !== undefined) taken.set(await identify(input), "it is a file to read from");
  for (const [option, path] of [
    ["--model", model],
    ["--report", report],
  ] as const) {
    if (path === undefined) continue;
    const identity = await identify(path);
    const why = taken.get(identity);
    if (why) throw new DataError(`${option} ${path}: ${why}`);
    taken.set(identity, `${option} is to be written there`);
    await checkWritable(option, path);
  }
}

/** The same text for two ways to name one file. */
const identify = (path: string): Promise<string> => realpath(path).catch(() => resolve(path));

async function checkWritable(option: string, path: string): Promise<void> {
  const folder = dirname(resolve(path));
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) throw new DataError(`${option} ${path}: no such folder to write into`);
  if ((await stat(path).catch(() => undefined))?.isDirectory())
    throw new DataError(`${option} ${path}: a folder, expected a file`);
  await access(folder, constants.W_OK).catch(() => {
    throw new DataError(`${option} ${path}: may not be written`);
  });
}
