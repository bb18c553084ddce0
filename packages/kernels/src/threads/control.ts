/** Threads of a pool, at most. */
export const mostThreads = 256;

/** Where the words lie, as numbers of 32 bits, that the threads of a pool agree by. They are sent to the workers, whose code imports nothing. */
export const words = {
  /** Counts jobs; workers wait for it to change. */
  job: 0,
  /** How many workers wait asleep. */
  sleepers: 1,
  /** The number of workers in a job, plus, while it can be joined, `open` and some bits of its number; the caller waits for it to become 0. */
  state: 2,
  /** Workers from this number on join no more. */
  limit: 3,
  /** Microseconds that a worker looks for the next job, at most, before it sleeps. */
  spin: 4,
  /** The length of what a worker's kernel failed with, and its letters; 0 if none did. */
  failed: 5,
  message: 6,
  /** Of each part of a job the next task that nobody has taken. */
  next: 512,
} as const;

/** The flag of `words.state`; below it stand bits of the job's number, so that who has slept since an earlier one does not join by mistake, then workers. */
export const open = 2 ** 30;
export const workerBits = 16;

/** The shared words of one pool, and the numbers that a job is described by. */
export class Control {
  readonly words: Int32Array = new Int32Array(new SharedArrayBuffer(4 * (words.next + mostThreads)));
  readonly next: Int32Array = this.words.subarray(words.next);
  /** The numbers of its `Sharing`; then how many steps there are, and of each its module, the kernel among the exports of that, how many arguments, and these. */
  readonly numbers: Float64Array = new Float64Array(new SharedArrayBuffer(8 * 512));
}
