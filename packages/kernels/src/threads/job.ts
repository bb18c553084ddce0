import type { ThreadedModule } from "./threadedModule.ts";

/** A kernel, and what it is given before the range. */
export interface KernelStep {
  readonly module: ThreadedModule;
  /** The name that the module exports it by. */
  readonly kernel: string;
  /** Numbers for i32, f32 and f64. */
  readonly args: readonly number[];
}

/** What is shared out. */
export interface KernelRange {
  readonly from: number;
  readonly to: number;
  /** The length of a block. */
  readonly grain: number;
  /** How many blocks, one behind the other, are always run by one thread, in order. Default 1. */
  readonly together?: number;
}

/** Steps on the blocks of a range, checked. */
export interface Job {
  readonly steps: readonly KernelStep[];
  /** The kernels on this thread. */
  readonly kernels: readonly ((...args: number[]) => unknown)[];
  readonly from: number;
  readonly to: number;
  readonly grain: number;
  readonly together: number;
  /** Of so many blocks together. */
  readonly tasks: number;
  /** What else this thread has to do. */
  readonly meanwhile: (() => void) | undefined;
}

/** Runs all of a job on this thread. */
export function runAlone(job: Job): void {
  job.meanwhile?.();
  for (let task = 0; task < job.tasks; task++) runTask(job, task);
}

/** Runs one task on this thread. */
export function runTask({ steps, kernels, from, to, grain, together }: Job, task: number): void {
  const rows = grain * together;
  const end = Math.min(from + (task + 1) * rows, to);
  for (let first = from + task * rows; first < end; first += grain) {
    const last = Math.min(first + grain, end);
    for (const [s, kernel] of kernels.entries()) kernel(...(steps[s] as KernelStep).args, first, last, 0);
  }
}
