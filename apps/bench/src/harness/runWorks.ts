import { floorOf } from "./floorOf.ts";
import { isMeasured, type CaseReport, type FloorRates, type Floors } from "./report.ts";
import { runCase, type RunOptions } from "./runCase.ts";
import type { Contender, Work, WorkSize } from "./work.ts";

/** Runs the works whose name, followed by the size, has `only` in it, or all but long ones; hands over each case as soon as it is measured. */
export async function* runWorks(
  works: readonly Work[],
  only: string,
  floors: Floors,
  options: RunOptions,
): AsyncGenerator<CaseReport> {
  const rates = (threads = 1): FloorRates => (threads > 1 ? (floors.twoThreads ?? floors) : floors);
  for (const { name, sizes } of works) {
    const isAsked = ({ name: size, isLong }: WorkSize): boolean =>
      only === "" ? !isLong : `${name}, ${size}`.includes(only);
    for (const size of sizes.filter(isAsked)) {
      const { demand, ...work } = await size.make();
      const all = floors.twoThreads ? onTwoThreads(work.contenders) : work.contenders;
      const contenders = await runCase({ ...work, contenders: all }, options);
      yield {
        work: name,
        size: size.name,
        contenders: contenders.map((contender) =>
          isMeasured(contender) && demand
            ? {
                ...contender,
                outcome: {
                  ...contender.outcome,
                  floor: floorOf(demand, contender.precision, rates(contender.threads)),
                },
              }
            : contender,
        ),
      };
    }
  }
}

/** Behind each that can use them, the same on two threads. */
function onTwoThreads(contenders: readonly Contender[]): readonly Contender[] {
  return contenders.flatMap((each) => (each.onThreads ? [each, each.onThreads(2)] : [each]));
}
