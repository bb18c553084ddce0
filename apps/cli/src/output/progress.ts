import { spinner } from "@clack/prompts";
import type { Output } from "./output.ts";

/** Shows what goes on; a terminal only, so that no log is filled with it. */
export interface Progress {
  message(text: string): void;
  stop(): void;
}

/** Shell convention for a program ended by Ctrl-C. */
const interrupted = 130;

export function showProgress({ stderr }: Output): Progress {
  if (!stderr.isTTY) return { message: () => undefined, stop: () => undefined };
  const turning = spinner({ output: stderr, withGuide: false, onCancel: () => process.exit(interrupted) });
  let last = "Fitted";
  turning.start("Fitting");
  return {
    message(text) {
      last = `Fitted: ${text}`;
      turning.message(`Fitting: ${text}`);
    },
    stop: () => turning.stop(last),
  };
}
