import type { Spent } from "./clock.ts";
import { enter, type Entrant, type Pace, type Start } from "./enter.ts";
import type { ContenderReport } from "./report.ts";
import { summarize } from "./summarize.ts";
import type { Case, Contender, Result } from "./work.ts";

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
 * then they are measured in turn, round by round, so that whatever else the machine does falls on all of them alike. Those of a large
 * case do all of that one by one.
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
  for (const contender of work.contenders) {
    const skipped = contender.skipped ?? ("missing" in contender ? contender.missing() : undefined);
    try {
      entries.set(
        contender,
        skipped === undefined
          ? { entrant: await enter(contender, work, reference, start, options), samples: [], spent: 0 }
          : { skipped },
      );
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
  return [...entries].map(([{ name, side, precision, threads }, entry]) => ({
    name,
    side,
    precision,
    ...(threads !== undefined && { threads }),
    outcome: isIn(entry) ? figures(entry) : entry,
  }));
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
