import { collect, isCostly, partsOf, type Expression } from "../expression.ts";
import { rootsOf, type Schedule } from "../schedule.ts";

/** What one loop over rows does with each. */
export interface Stage extends Pick<Schedule, "phases" | "scalars"> {
  /** Numbers that an earlier stage has kept. */
  readonly recalled: readonly Expression[];
  /** What later stages recall; nothing in the last one, which writes the results. */
  readonly kept: readonly Expression[];
}

/** So many vectors of rows go through a stage before the next one: what is kept of them stays in the first cache. */
export const vectorsOfChunk = 64;
/** Of a number. */
export const bytesOfKept = vectorsOfChunk * 16;

/** So many cheap steps behind the last costly one have a stage of their own. */
const fewestBehind = 8;

/** A program in one piece. */
export const wholeOf = ({ phases, scalars }: Schedule): Stage => ({ recalled: [], phases, scalars, kept: [] });

/**
 * A program of numbers alone, taken apart so that in no loop a costly function waits for another; cheap steps are computed wherever they are needed. A processor looks only so far ahead:
 * where each row is one long chain, it has two or three of them in sight, and most of its units idle.
 */
export function stagesOf(schedule: Schedule): readonly Stage[] {
  if (schedule.phases.length > 0) return [wholeOf(schedule)];
  const results = rootsOf(schedule);
  const levels: Expression[][] = [];
  const depths = new Map<Expression, number>();
  for (const each of schedule.scalars) {
    let depth = 0;
    for (const part of partsOf(each)) depth = Math.max(depth, depths.get(part) ?? 0);
    if (isCostly(each)) (levels[depth++] ??= []).push(each);
    depths.set(each, depth);
  }
  if (levels.length === 0) return [wholeOf(schedule)];
  const behind = collect(results, (each) => each.kind === "call" && !isCostly(each));
  if (behind.length < fewestBehind) levels.pop();
  const known = new Set<Expression>();
  const stage = (roots: readonly Expression[], kept: readonly Expression[]): Stage => {
    const recalled = new Set<Expression>();
    const own = collect(roots, (each) => {
      if (known.has(each)) recalled.add(each);
      // An element is read where its vector stands.
      return each.kind !== "number" && !each.isVector && !known.has(each);
    });
    for (const each of kept) known.add(each);
    return { recalled: [...recalled], phases: [], scalars: own, kept };
  };
  return [...levels.map((costly) => stage(costly, costly)), stage(results, [])];
}
