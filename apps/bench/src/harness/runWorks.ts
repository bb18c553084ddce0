import type { CaseReport } from "./report.ts";
import type { Work, WorkSize } from "./work.ts";

/** Runs the works whose name, followed by the size, has `only` in it, or all but long ones; hands over each case as soon as it is measured. */
export async function* runWorks(
  works: readonly Work[],
  only: string,
  run: (work: Work, size: WorkSize) => Promise<CaseReport>,
): AsyncGenerator<CaseReport> {
  for (const work of works) {
    const isAsked = ({ name, isLong }: WorkSize): boolean =>
      only === "" ? !isLong : `${work.name}, ${name}`.includes(only);
    for (const size of work.sizes.filter(isAsked)) yield await run(work, size);
  }
}
