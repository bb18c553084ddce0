/**
 * Where the words of a pool lie, as numbers of 32 bits: what its threads agree by. They are sent to the workers, whose code imports nothing.
 */
export const words = {
  /** Counts jobs; workers wait for it to change. */
  job: 0,
  /** How many workers wait asleep. */
  sleepers: 1,
  /** `open` while a job can be joined, plus the number of workers in it; the caller waits for it to become 0. */
  state: 2,
  /** The next block that nobody has taken. */
  next: 3,
  /** How many blocks there are. */
  blocks: 4,
  /** The number of the module, and of its function among the exports. */
  module: 5,
  kernel: 6,
  argumentCount: 7,
  /** The module whose bytes are there, and how many. */
  codeModule: 8,
  codeLength: 9,
  /** A module that a worker has not, or has no more. */
  wanted: 10,
  /** The length of what a worker's kernel failed with; 0 if none did. */
  failed: 11,
  /** Nanoseconds that a worker looks for the next job before it sleeps. */
  spin: 12,
} as const;

/** The flag of `words.state`. */
export const open = 2 ** 16;
/** Numbers of 64 bits, behind the words: start and end of the range, rows of a block, arguments. */
export const mostArguments = 64;
export const bytesOfWords = 64;
export const bytesOfNumbers = 8 * (3 + mostArguments);
export const bytesOfMessage = 512;
/** For the bytes of one module. What is not written to takes no memory. */
export const bytesOfCode = 2 ** 20;

/** The shared words of one pool, and the views on them. */
export class Control {
  readonly buffer = new SharedArrayBuffer(bytesOfWords + bytesOfNumbers + bytesOfMessage + bytesOfCode);
  readonly words = new Int32Array(this.buffer, 0, bytesOfWords / 4);
  readonly numbers = new Float64Array(this.buffer, bytesOfWords, bytesOfNumbers / 8);
  readonly message = new Uint8Array(this.buffer, bytesOfWords + bytesOfNumbers, bytesOfMessage);
  readonly code = new Uint8Array(this.buffer, bytesOfWords + bytesOfNumbers + bytesOfMessage, bytesOfCode);
}
