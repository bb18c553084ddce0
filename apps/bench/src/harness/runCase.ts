import { check, type Check } from "./check.ts";
import { timed, type Clock, type Spent } from "./clock.ts";
import type { ContenderReport } from "./report.ts";
import { summarize } from "./summarize.ts";
import type { Case, Contender, Runner } from "./work.ts";

export interface RunOptions {
  readonly clock: Clock;
  /** Seconds that each contender is warmed up for, at least twice. */
  readonly warmUp: number;
  /** Seconds on the wall after which a contender has no more than the fewest repeats. */
  readonly budget: number;
  readonly repeats: { readonly fewest: number; readonly most: number };
  /** Comes before each measurement. */
  readonly settle: () => Promise<void>;
  /** Told whose turn it is, before anything of the contender runs. Where it throws, the contender has failed. */
  readonly onTurn?: (contender: string) => void;
  /** Seconds that a repeat takes at least: shorter work is done several times over. */
  readonly repeatTime: number;
}

/** A contender in the race: what it runs, and what came of it so far. */
interface Entrant {
  readonly contender: Contender;
  readonly measure: (turns: number) => Promise<Spent>;
  readonly close: (() => void) | undefined;
  readonly check: Check;
  readonly memory: number | undefined;
  readonly turns: number;
  readonly samples: Spent[];
  spent: number;
  /** Why it has dropped out. */
  failed?: string;
}

/**
 * Runs the contenders of a case against each other: warms each up, checks its result, and then measures them in turn, round by round, so
 * that whatever else the machine does falls on all of them alike.
 */
export async function runCase(work: Case, options: RunOptions): Promise<ContenderReport[]> {
  const reference = work.reference();
  const entries = new Map<Contender, Entrant | { skipped: string } | { failed: string }>();
  for (const contender of work.contenders) {
    entries.set(contender, await enter(contender, work, reference, options));
  }
  const isIn = (entry: object): entry is Entrant => "samples" in entry;
  const running = [...entries.values()].filter(isIn);
  for (let round = 0; round < options.repeats.most; round++) {
    for (const entrant of running) {
      if (entrant.failed !== undefined) continue;
      if (round >= options.repeats.fewest && entrant.spent > options.budget) continue;
      await options.settle();
      try {
        options.onTurn?.(keyOf(entrant.contender));
        const sample = await entrant.measure(entrant.turns);
        entrant.spent += sample.wall;
        entrant.samples.push({ processor: sample.processor / entrant.turns, wall: sample.wall / entrant.turns });
      } catch (error) {
        entrant.failed = messageOf(error);
      }
    }
  }
  for (const { close } of running) close?.();
  return [...entries].map(([{ name, side, precision, threads }, entry]) => ({
    name,
    side,
    precision,
    ...(threads !== undefined && { threads }),
    outcome: isIn(entry) ? figures(entry) : entry,
  }));
}

const keyOf = ({ name, precision, threads }: Contender): string => [name, precision, threads].join(", ");

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

/** Prepares a contender, warms it up and checks what it computes. One that throws has failed; the others go on. */
async function enter(
  contender: Contender,
  work: Case,
  reference: ReturnType<Case["reference"]>,
  options: RunOptions,
): Promise<Entrant | { skipped: string } | { failed: string }> {
  if (contender.skipped !== undefined) return { skipped: contender.skipped };
  let runner: Runner | undefined;
  try {
    options.onTurn?.(keyOf(contender));
    runner = await contender.prepare();
    const measure = measureOf(runner, options.clock);
    const memory = work.measuresMemory && "memory" in runner ? await runner.memory?.() : undefined;
    const turns = contender.isCold ? 1 : await warmUp(measure, options);
    const expected = contender.reference?.() ?? reference;
    const found = check(await runner.result(), expected, work.tolerance(contender.precision));
    return { contender, measure, close: runner.close, check: found, memory, turns, samples: [], spent: 0 };
  } catch (error) {
    runner?.close?.();
    return { failed: messageOf(error) };
  }
}

/** Runs until the compilers have done their work, at least twice where that does not take long; says how many turns make a repeat. */
async function warmUp(measure: Entrant["measure"], options: RunOptions): Promise<number> {
  let [turns, spent, turn] = [1, 0, 0];
  for (let count = 0; spent < options.warmUp || (count < 2 && spent < 5); count++) {
    const { wall } = await measure(turns);
    spent += wall;
    turn = wall / turns;
    if (wall < options.warmUp / 4) turns *= 2;
  }
  return Math.max(1, Math.round(options.repeatTime / turn));
}

function measureOf(runner: Runner, clock: Clock): (turns: number) => Promise<Spent> {
  return "measure" in runner ? runner.measure : (turns) => timed(clock, turns, runner.run);
}
