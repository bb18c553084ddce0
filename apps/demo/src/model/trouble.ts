import type { Snapshot } from "./run.ts";
import type { LossName } from "./screen.ts";

/** What is wrong with a run: numbers beyond the numbers, a loss far above its start, or one that goes up and down. */
export type Trouble = "notFinite" | "diverged" | "unsteady";

const span = 50;

/** What is wrong with a run now, by the loss that it trains on, or undefined. */
export function troubleOf(loss: LossName, history: readonly Snapshot[]): Trouble | undefined {
  const values = history.map((snapshot) => (loss === "crossEntropy" ? snapshot.crossEntropy : snapshot.brierScore));
  const [first, last] = [values[0], values.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  if (!Number.isFinite(last) || !history.at(-1)?.slopes.every(Number.isFinite)) return "notFinite";
  if (last > 2 * first) return "diverged";
  const recent = values.slice(-span);
  if (recent.length < span) return undefined;
  let climbed = 0;
  for (const [i, value] of recent.entries()) climbed += Math.max(0, value - (recent[i - 1] ?? value));
  return climbed > Math.max(...recent) ? "unsteady" : undefined;
}
