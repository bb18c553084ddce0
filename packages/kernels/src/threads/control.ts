/**
 * Where the words of a pool lie, as numbers of 32 bits: what its threads agree by. They are sent to the workers, whose code imports nothing.
 */
export const words = {
  /** Counts jobs; workers wait for it to change. */
  job: 0,
  /** How many workers wait asleep. */
  sleepers: 1,
  /** The number of workers in a job, plus, while it can be joined, `open` and some bits of its number; the caller waits for it to become 0. */
  state: 2,
  /** The next task that nobody has taken, and how many there are. */
  next: 3,
  tasks: 4,
  /** How many blocks are a task. */
  blocksOfTask: 5,
  /** How many kernels run on each block. */
  steps: 6,
  /** A module that a worker has not, or has no more. */
  wanted: 7,
  /** The length of what a worker's kernel failed with; 0 if none did. */
  failed: 8,
  /** Nanoseconds that a worker looks for the next job before it sleeps. */
  spin: 9,
  /** Workers from this number on join no more. */
  limit: 10,
  /** For each step `step`: */
  firstStep: 11,
} as const;

/** The words of a step. */
export const step = {
  /** The number of the module, and of the kernel among its exports. */
  module: 0,
  kernel: 1,
  argumentCount: 2,
  /** Where the bytes of the module are, and how many: 0 where they are not sent again. */
  codeStart: 3,
  codeLength: 4,
  length: 5,
} as const;

/** The flag of `words.state`; below it stand bits of the job's number, so that who has slept since an earlier one does not join by mistake, then workers. */
export const open = 2 ** 30;
export const workerBits = 16;
export const mostSteps = 8;
/** Of all steps. */
export const mostArguments = 128;
const bytesOfWords = 256;
/** Start and end of the range, rows of a block, arguments. */
const bytesOfNumbers = 8 * (3 + mostArguments);
const bytesOfMessage = 512;
/** For the bytes of modules. What is not written to takes no memory. */
export const bytesOfCode = 2 ** 20;

/** The shared words of one pool, and the views on them. */
export class Control {
  readonly buffer: SharedArrayBuffer = new SharedArrayBuffer(
    bytesOfWords + bytesOfNumbers + bytesOfMessage + bytesOfCode,
  );
  readonly words: Int32Array = new Int32Array(this.buffer, 0, bytesOfWords / 4);
  readonly numbers: Float64Array = new Float64Array(this.buffer, bytesOfWords, bytesOfNumbers / 8);
  readonly message: Uint8Array = new Uint8Array(this.buffer, bytesOfWords + bytesOfNumbers, bytesOfMessage);
  readonly code: Uint8Array = new Uint8Array(this.buffer, bytesOfWords + bytesOfNumbers + bytesOfMessage, bytesOfCode);
}
