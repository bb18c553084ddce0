import type { OneExample } from "./oneExample.ts";

export interface Summit {
  readonly one: OneExample;
  readonly at: readonly number[];
  readonly value: number;
}

/** The largest value of a measure: over all starts, then from the best of them by random steps that shrink when they fail. */
export function climb(
  starts: readonly OneExample[],
  measure: (one: OneExample, prediction: readonly number[]) => number,
  draw: () => number,
  [low, high]: readonly [number, number],
): Summit {
  const known = starts
    .map((one): Summit => ({ one, at: one.example.prediction, value: measure(one, one.example.prediction) }))
    .toSorted((a, b) => b.value - a.value);
  let best = known[0] as Summit;
  for (const start of known.slice(0, 6)) {
    let here = start;
    for (let step = 1, tries = 0; tries < 60; tries++) {
      const at = here.at.map((x) => Math.min(high, Math.max(low, x + step * (2 * draw() - 1))));
      const value = measure(here.one, at);
      if (value > here.value) {
        here = { one: here.one, at, value };
        step *= 1.5;
      } else step *= 0.9;
    }
    if (here.value > best.value) best = here;
  }
  return best;
}
