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
 *
 * @param makers - at least one. The first is taken for work that is too little to be measured.
 */
export function tileChoice<T>(
  makers: readonly (() => T)[],
  now: () => number,
): (operations: number, work: (kernels: T) => void) => void {
  const candidates: readonly Candidate<T>[] = makers.map((make) => ({ make, rate: 0 }));
  let best = candidates[0] as Candidate<T>;
  let count = 0;
  return (operations, work) => {
    let candidate = best;
    const measures = candidates.length > 1 && operations >= leastOperations;
    if (measures) {
      count++;
      // After 2ⁿ pieces of work, the others one by one.
      const others = candidates.filter((each) => each !== best);
      candidate = others[count - 2 ** Math.floor(Math.log2(count))] ?? best;
    }
    const own = (candidate.own ??= candidate.make());
    const start = measures ? now() : 0;
    work(own);
    if (!measures) return;
    candidate.rate = Math.max(candidate.rate, operations / (now() - start));
    if (candidate.rate > best.rate) best = candidate;
  };
}
