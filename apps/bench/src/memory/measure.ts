import { createHash } from "node:crypto";
import { manners, type MannerName } from "./manners.ts";
import { makeTraining, type TrainingName } from "./trainings.ts";

/** What a run of many steps was like. */
export interface Measured {
  /** Milliseconds a step, processor time of all threads of the process; the first tenth of the steps is to get warm. */
  readonly processor: number;
  /** Milliseconds a step on the wall. */
  readonly wall: number;
  /** Resident bytes, taken at the same distances, from a tenth of the steps on. */
  readonly resident: readonly number[];
  /** Of the bits of the last weights. */
  readonly digest: string;
}

const samples = 100;

/** Runs a training in this process. */
export async function measure(training: TrainingName, manner: MannerName, steps: number): Promise<Measured> {
  const made = makeTraining(training);
  const every = Math.max(1, Math.floor(steps / samples));
  const warm = Math.ceil(steps / 10);
  const resident: number[] = [];
  let [start, before] = [performance.now(), process.cpuUsage()];
  const afterStep = (step: number): void => {
    if (step + 1 === warm) [start, before] = [performance.now(), process.cpuUsage()];
    if (step >= steps / 10 && step % every === 0) resident.push(process.memoryUsage.rss());
  };
  const weights = await manners[manner](made, steps, afterStep);
  const { system, user } = process.cpuUsage(before);
  const wall = performance.now() - start;
  return {
    processor: (user + system) / 1000 / (steps - warm),
    wall: wall / (steps - warm),
    resident,
    digest: createHash("sha256")
      .update(Uint8Array.from(new Uint8Array(weights.data.buffer)))
      .digest("hex"),
  };
}
