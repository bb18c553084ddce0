import { floorOf } from "./floorOf.ts";
import { isMeasured, type CaseReport, type FloorRates } from "./report.ts";
import { runCase, type RunOptions } from "./runCase.ts";
import type { Work, WorkSize } from "./work.ts";

/** Runs the works whose name, followed by the size, has `only` in it, or all but long ones; hands over each case as soon as it is measured. */
export async function* runWorks(
  works: readonly Work[],
  only: string,
  rates: FloorRates,
  options: RunOptions,
): AsyncGenerator<CaseReport> {
  for (const { name, sizes } of works) {
    const isAsked = ({ name: size, isLong }: WorkSize): boolean =>
      only === "" ? !isLong : `${name}, ${size}`.includes(only);
    for (const size of sizes.filter(isAsked)) {
      const { demand, ...work } = await size.make();
      const contenders = await runCase(work, options);
      yield {
        work: name,
        size: size.name,
        contenders: contenders.map((contender) =>
          isMeasured(contender) && demand
            ? { ...contender, outcome: { ...contender.outcome, floor: floorOf(demand, contender.precision, rates) } }
            : contender,
        ),
      };
    }
  }
}
