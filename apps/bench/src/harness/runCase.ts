import { check, type Check } from "./check.ts";
import type { Spent } from "./clock.ts";
import type { ContenderProcess } from "./ownProcess.ts";
import type { ContenderReport } from "./report.ts";
import { summarize } from "./summarize.ts";
import type { Case, Contender } from "./work.ts";

export interface RunOptions {
  /** Seconds that each contender is warmed up for, at least twice where a turn takes no longer than `long`. */
  readonly warmUp: number;
  /** The same where a turn is shorter than a thousandth of them: compilers count turns. */
  readonly longWarmUp: number;
  /** Seconds of a turn from which on one is enough to warm up. */
  readonly long: number;
  /** Seconds of a turn below which each repeat has one more before, which is not timed: since the last one, others have had the caches. */
  readonly short: number;
  /** Seconds on the wall after which a contender has no more than the fewest repeats. */
  readonly budget: number;
  readonly repeats: { readonly fewest: number; readonly most: number };
  /** Seconds that a repeat takes at least: shorter work is done several times over. */
  readonly repeatTime: number;
}

/** Starts the process of a contender. */
export type Start = (contender: Contender) => Promise<ContenderProcess>;

/** A contender in the race: its process, and what came of it so far. */
interface Entrant {
  readonly measure: () => Promise<Spent>;
  readonly stop: ContenderProcess["stop"];
  readonly check: Check;
  readonly memory: number | undefined;
  readonly turns: number;
  readonly samples: Spent[];
  spent: number;
  /** Why it has dropped out. */
  failed?: string;
}

/**
 * Runs the contenders of a case against each other, each in a process of its own. One after the other they are started, warmed up and checked;
 * then they are measured in turn, round by round, so that whatever else the machine does falls on all of them alike.
 */
export async function runCase(work: Case, start: Start, options: RunOptions): Promise<ContenderReport[]> {
  const entries = await enterAll(work, start, options);
  // Of the reference and the results: not to be collected beside those who are measured.
  globalThis.gc?.();
  const isIn = (entry: object): entry is Entrant => "samples" in entry;
  const running = [...entries.values()].filter(isIn);
  for (let round = 0; round < options.repeats.most; round++) {
    for (const entrant of running) {
      if (entrant.failed !== undefined) continue;
      if (round >= options.repeats.fewest && entrant.spent > options.budget) continue;
      try {
        const { processor, wall } = await entrant.measure();
        entrant.spent += wall;
        entrant.samples.push({ processor: processor / entrant.turns, wall: wall / entrant.turns });
      } catch (error) {
        entrant.failed = messageOf(error);
      }
    }
  }
  await Promise.all(running.map(({ stop }) => stop()));
  return [...entries].map(([{ name, side, precision, threads }, entry]) => ({
    name,
    side,
    precision,
    ...(threads !== undefined && { threads }),
    outcome: isIn(entry) ? figures(entry) : entry,
  }));
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function figures({ samples, turns, check, memory, failed }: Entrant): ContenderReport["outcome"] {
  if (failed !== undefined) return { failed };
  return {
    processor: summarize(samples.map(({ processor }) => processor)),
    wall: summarize(samples.map(({ wall }) => wall)),
    repeats: samples.length,
    turnsPerRepeat: turns,
    check,
    ...(memory !== undefined && { memory }),
  };
}

type Entry = Entrant | { readonly skipped: string } | { readonly failed: string };

async function enterAll(work: Case, start: Start, options: RunOptions): Promise<Map<Contender, Entry>> {
  const reference = work.reference();
  const entries = new Map<Contender, Entry>();
  for (const contender of work.contenders) {
    const skipped = contender.skipped ?? ("missing" in contender ? contender.missing() : undefined);
    entries.set(
      contender,
      skipped === undefined ? await enter(contender, work, reference, start, options) : { skipped },
    );
  }
  return entries;
}

/** Starts a contender, warms it up and checks what it computes. One that fails is named; the others go on. */
async function enter(
  contender: Contender,
  work: Case,
  reference: ReturnType<Case["reference"]>,
  start: Start,
  options: RunOptions,
): Promise<Entry> {
  let process: ContenderProcess | undefined;
  try {
    process = await start(contender);
    const { measure, result, stop } = process;
    const memory = work.measuresMemory ? await process.memory() : undefined;
    const turn = contender.isCold ? Infinity : await warmUp(measure, options);
    const turns = Math.max(1, Math.round(options.repeatTime / turn));
    const found = check(await result(), contender.reference?.() ?? reference, work.tolerance(contender.precision));
    const again = contender.isCold
      ? () => measureAnew(() => start(contender))
      : () => measure(turns, turn < options.short ? 1 : 0);
    return { measure: again, stop, check: found, memory, turns, samples: [], spent: 0 };
  } catch (error) {
    await process?.stop();
    return { failed: messageOf(error) };
  }
}

/** Runs until the compilers have done their work; says how many seconds a turn takes then. */
async function warmUp(measure: ContenderProcess["measure"], { warmUp, longWarmUp, long }: RunOptions): Promise<number> {
  let [turns, spent, turn] = [1, 0, long];
  const enough = (): number => (turn < warmUp / 1000 ? longWarmUp : warmUp);
  for (let count = 0; spent < enough() || (count < 2 && spent < long); count++) {
    const { wall } = await measure(turns, 0);
    spent += wall;
    turn = wall / turns;
    if (wall < warmUp / 4) turns *= 2;
  }
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
