import { timed, type Clock } from "../harness/clock.ts";
import type { FloorRates } from "../harness/report.ts";

/** In the second cache, in the third, in memory. */
const footprints = [2 ** 18, 2 ** 23, 2 ** 28] as const;

/** What this machine can do at most: the rates that floors are computed from. */
export async function measureFloors(clock: Clock): Promise<FloorRates> {
  const bandwidth = [];
  for (const footprint of footprints) {
    const from = new Float64Array(footprint / 16).fill(1);
    const to = new Float64Array(from.length);
    bandwidth.push({
      footprint,
      read: await rate(clock, footprint / 2, () => sum(from)),
      copy: await rate(clock, footprint, () => to.set(from)),
    });
  }
  return { bandwidth, multiplyAdd: { float32: 1e10, float64: 1e10 } };
}
function sum(x: Float64Array): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let i = 0; i < x.length; i += 4) {
    a += x[i]!;
    b += x[i + 1]!;
    c += x[i + 2]!;
    d += x[i + 3]!;
  }
  return a + b + c + d;
}

/** The best of several repeats: a floor is what nothing disturbed. */
async function rate(clock: Clock, amount: number, run: () => unknown): Promise<number> {
  const turns = Math.max(1, Math.ceil(2 ** 27 / amount));
  let best = Number.POSITIVE_INFINITY;
  for (let repeat = 0; repeat < 7; repeat++) {
    const { processor } = await timed(clock, turns, run);
    best = Math.min(best, processor / turns);
  }
  return amount / best;
}
