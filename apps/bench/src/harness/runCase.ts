import type { Spent } from "./clock.ts";
import { enter, type Entrant, type Pace, type Start } from "./enter.ts";
import { timeOf, type ContenderReport } from "./report.ts";
import { summarize } from "./summarize.ts";
import type { Case, Contender, Result, Yardstick } from "./work.ts";

export interface RunOptions extends Pace {
  /** Seconds on the wall after which a contender has no more than the fewest repeats. */
  readonly budget: number;
  readonly repeats: { readonly fewest: number; readonly most: number };
}

/** What came of a contender so far. */
interface Race {
  readonly entrant: Entrant;
  readonly samples: Spent[];
  spent: number;
  /** Why it has dropped out. */
  failed?: string;
}

/**
 * Runs the contenders of a case against each other, each in a process of its own. One after the other they are started, checked and warmed up;
 * then they are measured in turn, round by round, so that whatever else the machine does falls on all of them alike, their floors included.
 * Those of a large case do all of that one by one, each with its floor.
 */
export async function runCase(work: Case, start: Start, options: RunOptions): Promise<ContenderReport[]> {
  const reference = work.reference();
  const groups = work.isLarge ? work.contenders.map((each) => [each]) : [work.contenders];
  const reports: ContenderReport[] = [];
  for (const contenders of groups) reports.push(...(await race({ ...work, contenders }, reference, start, options)));
  return reports;
}

async function race(work: Case, reference: Result, start: Start, options: RunOptions): Promise<ContenderReport[]> {
  const entries = new Map<Contender, Race | ContenderReport["outcome"]>();
  // A map goes on to what is added to it: each floor is entered once, behind those that it is for.
  const field = new Map<Contender, Start>(work.contenders.map((each) => [each, start]));
  for (const [contender, startThis] of field) {
    const skipped = contender.skipped ?? ("missing" in contender ? contender.missing() : undefined);
    try {
      entries.set(
        contender,
        skipped === undefined
          ? { entrant: await enter(contender, work, reference, startThis, options), samples: [], spent: 0 }
          : { skipped },
      );
      const { floor } = contender;
      if (skipped === undefined && floor && !field.has(floor)) {
        // Meanwhile others are entered; if it fails, its own entry tells.
        const starting = start(floor);
        starting.catch(() => {});
        field.set(floor, () => starting);
      }
    } catch (error) {
      entries.set(contender, { failed: messageOf(error) });
    }
  }
  // Of results: not to be collected beside those who are measured.
  globalThis.gc?.();
  const isIn = (entry: object): entry is Race => "samples" in entry;
  const running = [...entries.values()].filter(isIn);
  for (let round = 0; round < options.repeats.most; round++) {
    for (const each of running) {
      if (each.failed !== undefined) continue;
      if (round >= options.repeats.fewest && each.spent > options.budget) continue;
      await repeat(each);
    }
  }
  await Promise.all(running.map(({ entrant }) => entrant.stop()));
  const outcomes = new Map([...entries].map(([contender, entry]) => [contender, isIn(entry) ? figures(entry) : entry]));
  return [...outcomes].map(([{ name, side, precision, threads, floor }, outcome]) => ({
    name,
    side,
    precision,
    ...(threads !== undefined && { threads }),
    outcome: floor ? beside(floor, outcomes.get(floor), outcome) : outcome,
  }));
}

type Outcome = ContenderReport["outcome"];

/** Figures with the floor, if that was measured, too. */
function beside(floor: Yardstick, measured: Outcome | undefined, outcome: Outcome): Outcome {
  if (!measured || !("processor" in measured) || !("processor" in outcome)) return outcome;
  return { ...outcome, floor: { seconds: timeOf(measured, floor), boundBy: floor.load.boundBy } };
}

async function repeat(each: Race): Promise<void> {
  const { measure, turns } = each.entrant;
  try {
    const { processor, wall } = await measure();
    each.spent += wall;
    each.samples.push({ processor: processor / turns, wall: wall / turns });
  } catch (error) {
    each.failed = messageOf(error);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function figures({ samples, entrant: { turns, check, memory }, failed }: Race): ContenderReport["outcome"] {
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
