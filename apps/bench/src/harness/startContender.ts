import { tmpdir } from "node:os";
import { join } from "node:path";
import { ownProcess, type ContenderProcess } from "./ownProcess.ts";
import type { LoadRequest, ServeRequest } from "./serve.ts";
import type { Contender } from "./work.ts";

/**
 * Starts the process of a contender.
 *
 * @param module - the path of the module that has the works, among them the case.
 */
export function startContender(
  { name, precision, threads = 1, ...contender }: Contender,
  { module, work, size }: Pick<ServeRequest, "module" | "work" | "size">,
): Promise<ContenderProcess> {
  if ("command" in contender) return ownProcess(contender.command(threads));
  const request: ServeRequest | LoadRequest =
    "load" in contender ? { load: contender.load, threads } : { module, work, size, name, precision, threads };
  return ownProcess({
    file: process.execPath,
    arguments: () => [
      "--expose-gc",
      "--conditions",
      "@surprisal/source",
      join(import.meta.dirname, "serve.ts"),
      JSON.stringify(request),
    ],
    // Loading the packages takes half a second otherwise; a first use is not to find what an earlier one has left.
    ...(!contender.isCold && { environment: { NODE_COMPILE_CACHE: join(tmpdir(), "surprisal-bench-code") } }),
  });
}
