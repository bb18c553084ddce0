import { check, type Check } from "./check.ts";
import type { Spent } from "./clock.ts";
import type { ContenderProcess } from "./ownProcess.ts";
import type { Case, Contender, Result } from "./work.ts";

export interface Pace {
  /** Seconds that each contender is warmed up for, after a first turn. */
  readonly warmUp: number;
  /** The same where a turn is shorter than a thousandth of them: compilers count turns. */
  readonly longWarmUp: number;
  /** Seconds of a first turn from which on no other is needed to warm up. */
  readonly long: number;
  /** Seconds of a turn below which each repeat has one more before, which is not timed: since the last one, others have had the caches. */
  readonly short: number;
  /** Seconds that a repeat takes at least: shorter work is done several times over. */
  readonly repeatTime: number;
}

/** Starts the process of a contender. */
export type Start = (contender: Contender) => Promise<ContenderProcess>;

/** A contender in the race, ready for its repeats. */
export interface Entrant {
  readonly check: Check;
  /** Of a first turn, where it was asked for. */
  readonly memory: number | undefined;
  /** Of a repeat; a part of one, where a yardstick does no more. */
  readonly turns: number;
  /** A repeat. */
  readonly measure: () => Promise<Spent>;
  readonly stop: () => Promise<void>;
}

/**
 * Starts a contender, checks what it computes, and warms it up.
 *
 * @throws whatever it fails with; then its process has been stopped.
 */
export async function enter(
  contender: Contender,
  { measuresMemory, tolerance }: Case,
  reference: Result,
  start: Start,
  pace: Pace,
): Promise<Entrant> {
  const process = await start(contender);
  const { measure, result, stop } = process;
  try {
    // Results are of a first turn, which whoever is cold has in each of its processes.
    const begun = performance.now();
    const memory = measuresMemory ? await process.memory() : undefined;
    if (!contender.isCold && !measuresMemory) await measure(1, 0);
    const first = (performance.now() - begun) / 1e3;
    const found = check(await result(), contender.reference?.() ?? reference, tolerance(contender.precision));
    const entered = { check: found, memory, stop };
    if (contender.isCold) return { ...entered, turns: 1, measure: () => measureAnew(() => start(contender)) };
    const load = "load" in contender ? contender.load : undefined;
    const turn = first > pace.long ? first : await warmUp(measure, load ? paceOfYardstick(pace) : pace);
    const turns = Math.max(1, Math.round(pace.repeatTime / turn));
    return { ...entered, turns: turns * (load?.share ?? 1), measure: () => measure(turns, turn < pace.short ? 1 : 0) };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** It is small kernels and hardly any JavaScript: soon warm. */
const paceOfYardstick = ({ warmUp, ...pace }: Pace): Pace => ({
  ...pace,
  warmUp: warmUp / 4,
  longWarmUp: warmUp / 4,
});

/** Runs until the compilers have done their work; says how many seconds a turn takes then. */
async function warmUp(measure: ContenderProcess["measure"], { warmUp: usual, longWarmUp }: Pace): Promise<number> {
  let [turns, spent, turn] = [1, 0, Number.POSITIVE_INFINITY];
  const enough = (): number => (turn < usual / 1000 ? longWarmUp : usual);
  do {
    const { wall } = await measure(turns, 0);
    spent += wall;
    turn = wall / turns;
    if (wall < usual / 4) turns *= 2;
  } while (spent < enough());
  return turn;
}

/** A first turn, in a new process. */
async function measureAnew(start: () => Promise<ContenderProcess>): Promise<Spent> {
  const { measure, stop } = await start();
  try {
    return await measure(1, 0);
  } finally {
    await stop();
  }
}
