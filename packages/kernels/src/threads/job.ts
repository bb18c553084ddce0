import type { ThreadedModule } from "./threadedModule.ts";

/** What is shared out: `from` up to `to`, in blocks of `grain`. */
export interface Range {
  readonly from: number;
  readonly to: number;
  readonly grain: number;
}

/** A kernel on the blocks of a range. */
export interface Job extends Range {
  readonly module: ThreadedModule;
  /** The name of the kernel, and itself on this thread. */
  readonly name: string;
  readonly kernel: (...args: number[]) => unknown;
  readonly args: readonly number[];
  /** How many there are. */
  readonly blocks: number;
}

/** Runs one block on this thread. */
export function runBlock({ kernel, args, from, to, grain }: Job, block: number): void {
  const first = from + block * grain;
  kernel(...args, first, Math.min(first + grain, to), 0);
}
