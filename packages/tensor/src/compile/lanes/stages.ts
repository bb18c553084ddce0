import { collect, partsOf, type Expression } from "../expression.ts";
import type { Phase, Schedule } from "../schedule.ts";

/** What one loop over rows does with each. */
export interface Stage extends Pick<Schedule, "phases" | "scalars"> {
  /** What an earlier stage has kept: numbers of a row and, where it has places, vectors. */
  readonly recalled: readonly Expression[];
  /** What later stages recall; nothing in the last one, which writes the results. */
  readonly kept: readonly Expression[];
}

/** So many vectors of rows go through a stage before the next one: what is kept of them stays in the first cache. */
export const vectorsOfChunk = 64;
/** Of a number, or of a vector at one place. */
export const bytesOfKept = vectorsOfChunk * 16;

/** So many cheap steps behind the last costly one have a stage of their own. */
const fewestBehind = 8;

/**
 * A program for rows in lanes, taken apart so that in no loop a costly function waits for another. A processor looks only so far ahead: where each row is one long chain,
 * it has two or three of them in sight, and most of its units idle.
 */
export const stagesOf = (schedule: Schedule): readonly Stage[] =>
  schedule.phases.length > 0 ? stagesOfRows(schedule) : stagesOfNumbers(schedule);

/** A program in one piece. */
export const wholeOf = ({ phases, scalars }: Schedule): Stage => ({ recalled: [], phases, scalars, kept: [] });

/** What comes behind the first costly vector and its sum is apart, if something costly is in it. */
function stagesOfRows(schedule: Schedule): readonly Stage[] {
  const { phases, scalars } = schedule;
  const computedIn = ({ scalars: own, steps }: Pick<Phase, "scalars" | "steps">): readonly Expression[] => [
    ...own,
    ...steps.flatMap(({ expression, from }) => (from === "parts" ? [expression] : [])),
  ];
  const cut = phases.findIndex((phase) => computedIn(phase).some(isCostly)) + 1;
  const [before, behind] = [phases.slice(0, cut), phases.slice(cut)];
  const later = [...behind.flatMap(computedIn), ...scalars];
  if (cut === 0 || phases.some(({ sweeps }) => sweeps.length > 0) || !later.some(isCostly)) return [wholeOf(schedule)];
  const used = new Set([
    ...later.flatMap(partsOf),
    ...behind.flatMap(({ reductions, steps }) => [
      ...reductions.flatMap(partsOf),
      ...steps.map(({ expression }) => expression),
    ]),
    ...resultsOf(schedule),
  ]);
  const kept = before
    .flatMap(({ reductions, scalars: own, steps }) => [
      ...own,
      ...reductions,
      ...steps.flatMap(({ expression, isKept }) => (isKept ? [expression] : [])),
    ])
    .filter((each) => used.has(each));
  // What takes nothing from what is before does not wait for it.
  if (kept.length === 0) return [wholeOf(schedule)];
  return [
    { recalled: [], phases: before, scalars: [], kept },
    { recalled: kept, phases: behind, scalars, kept: [] },
  ];
}

/** Costly functions of as many others, one behind the other, are computed in one stage; cheap steps wherever they are needed. */
function stagesOfNumbers(schedule: Schedule): readonly Stage[] {
  const { scalars } = schedule;
  const results = resultsOf(schedule);
  const behind = collect(results, (each) => each.kind === "call" && !isCostly(each));
  const depths = new Map<Expression, number>();
  for (const each of scalars) {
    const below = Math.max(0, ...partsOf(each).map((part) => depths.get(part) ?? 0));
    depths.set(each, below + Number(isCostly(each)));
  }
  const deepest = Math.max(0, ...depths.values());
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
  const before = Array.from({ length: Math.max(0, behind.length < fewestBehind ? deepest - 1 : deepest) }, (_, n) => {
    const costly = scalars.filter((each) => isCostly(each) && depths.get(each) === n + 1);
    return stage(costly, costly);
  });
  return [...before, stage(results, [])];
}

const isCostly = (each: Expression): boolean => each.kind === "call" && each.costly;

/** What is written or looked at in the end. */
const resultsOf = ({ assumed, outputs }: Schedule): readonly Expression[] => [
  ...outputs.flatMap(({ expression, patch }) => [expression, ...(patch ? [patch.index, patch.value] : [])]),
  ...assumed,
];
