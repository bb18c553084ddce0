import { loadOf } from "../floors/loadOf.ts";
import type { Start } from "./enter.ts";
import type { CaseReport, FloorRates, Floors } from "./report.ts";
import { runCase, type RunOptions } from "./runCase.ts";
import type { Contender, Demand, Precision, Work, WorkSize, Yardstick } from "./work.ts";

/** Makes a case and measures it, on two threads too what can use them, where the machine has two; each beside its floor. */
export async function measureCase(
  work: Work,
  size: WorkSize,
  floors: Floors,
  start: Start,
  options: RunOptions,
): Promise<CaseReport> {
  const { demand, ...made } = size.make();
  const contenders = floors.twoThreads ? onTwoThreads(made.contenders) : made.contenders;
  return {
    work: work.name,
    size: size.name,
    contenders: await runCase(
      { ...made, contenders: demand ? withFloors(contenders, demand, floors) : contenders },
      start,
      options,
    ),
  };
}

/** Behind each that can use them, the same on two threads. */
function onTwoThreads(contenders: readonly Contender[]): readonly Contender[] {
  return contenders.flatMap((each) => (each.usesThreads ? [each, { ...each, threads: 2 }] : [each]));
}

/** Each with the floor of its numbers on as many threads, which it shares with others. */
function withFloors(contenders: readonly Contender[], demand: Demand, floors: Floors): readonly Contender[] {
  const alone = yardsticks(demand, floors);
  const shared = yardsticks(demand, floors.twoThreads ?? floors, 2);
  return contenders.map((each) => {
    const { precision, stored = precision, threads } = each;
    return { ...each, floor: (threads === undefined ? alone : shared)[stored] };
  });
}

function yardsticks(demand: Demand, rates: FloorRates, threads?: number): Readonly<Record<Precision, Yardstick>> {
  const yardstick = (precision: Precision): Yardstick => {
    const load = loadOf(demand, precision, rates);
    const name = `floor: ${load.boundBy}`;
    return { name, side: "floor", precision, ...(threads !== undefined && { threads }), reference: () => ({}), load };
  };
  return { float32: yardstick("float32"), float64: yardstick("float64") };
}
