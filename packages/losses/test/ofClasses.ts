import type { Loss } from "@surprisal/contract";
import * as losses from "../src/index.ts";

/** Three classes' numbers, for losses that are nothing without. */
const given: Readonly<Record<string, unknown>> = {
  counts: [64, 2, 5],
  prior: [0.8, 0.15, 0.05],
  transition: [
    [0.7, 0.2, 0.1],
    [0.05, 0.9, 0.05],
    [0.3, 0.1, 0.6],
  ],
};

/** All losses of logits or log-probabilities of three classes, complete; mixup's classes are those of one batch, and left out. */
export const ofClasses: readonly (readonly [string, Loss])[] = Object.entries<unknown>(losses)
  .filter((entry): entry is [string, Loss] => {
    const [name, loss] = entry;
    if (typeof loss !== "function" || !("target" in loss) || name === "mixupCrossEntropy") return false;
    return (loss as unknown as Loss).target.includes("classes");
  })
  .map(([name, loss]) => {
    const needed = Object.keys(loss.specification).filter((parameter) => parameter in given);
    return [name, loss.with(Object.fromEntries(needed.map((parameter) => [parameter, given[parameter]])))];
  });
