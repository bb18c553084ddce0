import type { Start } from "./enter.ts";
import { floorOf } from "./floorOf.ts";
import { isMeasured, type CaseReport, type Floors } from "./report.ts";
import { runCase, type RunOptions } from "./runCase.ts";
import type { Contender, Work, WorkSize } from "./work.ts";

/** Makes a case and measures it, on two threads too what can use them, where the machine has two; each beside its floor. */
export async function measureCase(
  work: Work,
  size: WorkSize,
  floors: Floors,
  start: Start,
  options: RunOptions,
): Promise<CaseReport> {
  const { demand, ...made } = size.make();
  const contenders = await runCase(
    { ...made, contenders: floors.twoThreads ? onTwoThreads(made.contenders) : made.contenders },
    start,
    options,
  );
  return {
    work: work.name,
    size: size.name,
    contenders: contenders.map((contender) => {
      if (!isMeasured(contender) || !demand) return contender;
      const rates = contender.threads === undefined ? floors : (floors.twoThreads ?? floors);
      return { ...contender, outcome: { ...contender.outcome, floor: floorOf(demand, contender.precision, rates) } };
    }),
  };
}

/** Behind each that can use them, the same on two threads. */
function onTwoThreads(contenders: readonly Contender[]): readonly Contender[] {
  return contenders.flatMap((each) => (each.usesThreads ? [each, { ...each, threads: 2 }] : [each]));
}
