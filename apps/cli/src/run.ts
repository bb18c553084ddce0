import { SurprisalError } from "@surprisal/contract";
import { CommanderError } from "commander";
import type { Output } from "./output/output.ts";
import { createProgram } from "./program.ts";

/**
 * Runs a command line.
 *
 * @param argv - the arguments, without the program's name.
 * @param output - `stdout` and `stderr`: where it writes.
 * @returns the exit code: 0, or 1 where the command could not be done; then one line on stderr says why and nothing was written.
 * @example
 * const { PassThrough } = await import("node:stream")
 * const stderr = new PassThrough()
 * await run(["fit", "nowhere.csv", "--target", "species"], { stdout: new PassThrough(), stderr }) // → 1
 * String(stderr.read()) // → "surprisal: nowhere.csv: no such file\n"
 */
export async function run(argv: readonly string[], output: Output): Promise<number> {
  try {
    await createProgram(output).parseAsync(argv, { from: "user" });
    return 0;
  } catch (error) {
    // Commander has said what was wrong, or printed the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode;
    if (!(error instanceof SurprisalError)) throw error;
    output.stderr.write(`surprisal: ${error.message}\n`);
    return 1;
  }
}

export type { Output };
