import type { Clock } from "../src/harness/clock.ts";

/** A clock that stands still until time passes by order. The wall's goes twice as fast as the processor's. */
export function fakeClock(): { readonly clock: Clock; readonly pass: (seconds: number) => void } {
  let now = 0;
  return { clock: () => ({ processor: now, wall: 2 * now }), pass: (seconds) => void (now += seconds) };
}
