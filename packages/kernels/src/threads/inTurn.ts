/** What is done with each of several pieces. */
export interface Turns<T> {
  /** Copies a piece in. */
  readonly stage: (n: number) => T;
  /** Works on a piece, on all threads, and does what is to be done meanwhile by this one. False ends the turns before it is finished. */
  readonly run: (piece: T, meanwhile?: () => void) => boolean | void;
  /** Copies a piece out. */
  readonly finish?: (piece: T) => void;
}

/**
 * Takes pieces through their turns. With room for two, the next one is copied in and the last one out while one is worked on.
 *
 * @param count - how many pieces.
 * @param room - for how many of them there is room.
 * @param turns - `stage`, `run` and `finish`; `run` does what it is given to do meanwhile, as `runParallel` does.
 * @returns how many are finished: all but where `run` has returned false.
 * @example
 * const done: string[] = []
 * const stage = (n: number) => n
 * inTurn(3, 1, { stage, run: (n) => n < 2, finish: (n) => done.push(`out ${n}`) }) // → 2
 * done // → ["out 0", "out 1"]
 */
export function inTurn<T>(count: number, room: number, { stage, run, finish }: Turns<T>): number {
  const overlaps = room > 1;
  let staged: T | undefined;
  let last: T | undefined;
  const finishLast = (): void => {
    if (last !== undefined) finish?.(last);
    last = undefined;
  };
  for (let n = 0; n < count; n++) {
    const piece = staged ?? stage(n);
    const meanwhile = (): void => {
      finishLast();
      staged = n + 1 < count ? stage(n + 1) : undefined;
    };
    if (run(piece, overlaps ? meanwhile : undefined) === false) return n;
    last = piece;
    if (!overlaps) finishLast();
  }
  finishLast();
  return count;
}
