import type { Snapshot } from "../src/model/run.ts";

/** Snapshots of epochs 0, 1, … with what a test cares about. */
export function history(parts: readonly Partial<Snapshot>[]): Snapshot[] {
  return parts.map((part, epoch) => ({
    epoch,
    slopes: [0, 0],
    bias: 0,
    accuracy: 0.5,
    crossEntropy: Math.LN2,
    brierScore: 0.25,
    ...part,
  }));
}
