import type { Writable } from "node:stream";

/** Where a command writes: results to stdout; errors, notices and, in a terminal, progress to stderr. */
export interface Output {
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean };
}
