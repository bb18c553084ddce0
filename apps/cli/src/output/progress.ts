import { spinner } from "@clack/prompts";
import type { Output } from "./output.ts";

/** Shows what goes on; in a terminal only, so that no log is filled with it. */
export interface Progress {
  message(text: string): void;
  stop(): void;
}

export function showProgress({ stderr }: Output): Progress {
  if (!stderr.isTTY) return { message: () => undefined, stop: () => undefined };
  const turning = spinner({ output: stderr, withGuide: false });
  let last = "Fitted";
  process.on("exit", endAsInterrupted);
  turning.start("Fitting");
  return {
    message(text) {
      last = `Fitted: ${text}`;
      turning.message(`Fitting: ${text}`);
    },
    stop() {
      process.off("exit", endAsInterrupted);
      turning.stop(last);
    },
  };
}

/** The spinner takes Ctrl-C for a success; whoever waits for the model must not. 130 is what shells expect. */
function endAsInterrupted(): void {
  process.exitCode = 130;
}
