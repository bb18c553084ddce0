/** Below so many operations a clock tells nothing. */
const leastOperations = 1e7;

interface Candidate<T> {
  readonly make: () => T;
  own?: T;
  /** Operations a millisecond, the most that were seen. */
  rate: number;
}

/**
 * Which of several kernels is the quickest on this machine and engine: each is tried on the work that comes, under the clock, and the best of them does the
 * rest. As engines run new code slowly at first, and better it while it runs, the others are tried again after 2, 4, 8, 16 … pieces of work.
 * All must give the same bits.
 */
export class TileChoice<T> {
  readonly #candidates: readonly Candidate<T>[];
  readonly #now: () => number;
  #best: Candidate<T>;
  #count = 0;

  /** @param makers - at least one. The first is taken for work that is too little to be measured. */
  constructor(makers: readonly (() => T)[], now: () => number) {
    this.#candidates = makers.map((make) => ({ make, rate: 0 }));
    this.#best = this.#candidates[0] as Candidate<T>;
    this.#now = now;
  }

  run(operations: number, work: (kernels: T) => void): void {
    let candidate = this.#best;
    const measures = this.#candidates.length > 1 && operations >= leastOperations;
    if (measures) {
      this.#count++;
      // After 2ⁿ pieces of work, the others one by one.
      const others = this.#candidates.filter((each) => each !== this.#best);
      candidate = others[this.#count - 2 ** Math.floor(Math.log2(this.#count))] ?? this.#best;
    }
    const own = (candidate.own ??= candidate.make());
    if (!measures) {
      work(own);
      return;
    }
    const start = this.#now();
    work(own);
    candidate.rate = Math.max(candidate.rate, operations / (this.#now() - start));
    if (candidate.rate > this.#best.rate) this.#best = candidate;
  }
}
