/** What is done with each of several pieces. */
export interface Turns<T> {
  /** Copies a piece in. */
  readonly stage: (n: number) => T;
  /** Works on a piece, on all threads, and does what is to be done meanwhile by this one. */
  readonly run: (piece: T, meanwhile?: () => void) => void;
  /** Copies a piece out. */
  readonly finish?: (piece: T) => void;
}

/** Takes pieces through their turns. With room for two, the next one is copied in and the last one out while one is worked on. */
export function inTurn<T>(count: number, room: number, { stage, run, finish }: Turns<T>): void {
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
    run(piece, overlaps ? meanwhile : undefined);
    last = piece;
    if (!overlaps) finishLast();
  }
  finishLast();
}
