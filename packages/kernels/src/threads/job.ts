import type { Kernel, Sharing } from "./runTasks.ts";
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
  /** The kernels on this thread, bound to what they are given before the range. */
  readonly kernels: readonly Kernel[];
  /** In one part. */
  readonly sharing: Sharing;
  /** What else this thread has to do. */
  readonly meanwhile: (() => void) | undefined;
}
