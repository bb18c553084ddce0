import { isMeasured, timeOf, type CaseReport, type ContenderReport, type Figures } from "../harness/report.ts";
import { showBytes, showError, showRatio, showTime } from "./format.ts";

export type Measured = ContenderReport & { readonly outcome: Figures };

const columns = ["", "precision", "processor", "at least", "wall", "of the floor", "of the best peer", "error"];

/** A case as a table: a head, and for each contender its figures, or why there are none. */
export function caseTable({ contenders }: CaseReport): string[][] {
  const hasMemory = contenders.some((each) => isMeasured(each) && each.outcome.memory !== undefined);
  const hasThreads = contenders.some(({ threads }) => threads !== undefined);
  const plain = plainJavaScript(contenders);
  const rows = contenders.map((contender) => {
    const { precision, outcome } = contender;
    const name = nameOf(contender);
    if ("skipped" in outcome) return [name, precision, `not run: ${outcome.skipped}`];
    if ("failed" in outcome) return [name, precision, `failed: ${outcome.failed}`];
    const { processor, wall, floor } = outcome;
    // Whoever is wrong is no measure for others.
    const peers = contenders.filter(isRight).filter(({ threads }) => threads === contender.threads);
    const peer = fastest(peers, ["javascript peer", "native peer"], precision);
    const time = timeOf(outcome, contender);
    return [
      name,
      precision,
      showTime(processor.median),
      showTime(processor.minimum),
      showTime(wall.median),
      floor ? showRatio(time / floor.seconds) : "",
      peer && peer !== contender ? showRatio(time / timeOf(peer.outcome, peer)) : "",
      ...(plain ? [plain === contender ? "" : showRatio(time / timeOf(plain.outcome, contender))] : []),
      showCheck(outcome),
      ...(hasThreads ? [speedUp(contender, contenders)] : []),
      ...(hasMemory ? [outcome.memory === undefined ? "" : showBytes(outcome.memory)] : []),
    ];
  });
  const head = plain ? columns.toSpliced(-1, 0, "of plain JavaScript") : columns;
  return [[...head, ...(hasThreads ? ["speed-up"] : []), ...(hasMemory ? ["memory"] : [])], ...rows];
}

export const nameOf = ({ name, threads }: ContenderReport): string =>
  threads === undefined ? name : `${name}, ${threads} threads`;

/** The fastest that is JavaScript alone, whatever its precision: a loop by hand, or the one that a loss is compiled to. */
export const plainJavaScript = (contenders: readonly ContenderReport[]): Measured | undefined =>
  fastest(contenders.filter(({ name }) => /^(hand-written JavaScript|javascript pass)$/.test(name)).filter(isRight), [
    "ours",
    "hand-written",
  ]);

/** How many times as fast as on one thread, on the wall. */
export function speedUp(
  { name, precision, threads, outcome }: ContenderReport,
  all: readonly ContenderReport[],
): string {
  const alone = all.filter(isMeasured).find((each) => each.name === name && each.precision === precision);
  if (threads === undefined || !alone || !("wall" in outcome)) return "";
  return showRatio(alone.outcome.wall.median / outcome.wall.median);
}

export const isRight = (each: ContenderReport): boolean => isMeasured(each) && each.outcome.check.isRight;

/** The largest error of a result; one that is wrong is called so, with the array that is. */
export function showCheck({ check: { errors, tolerances, isRight } }: Figures): string {
  // A yardstick has no result.
  if (isRight) return Object.keys(errors).length === 0 ? "" : showError(Math.max(...Object.values(errors)));
  const wrong = Object.entries(errors).filter(([name, error]) => !(error <= (tolerances[name] ?? Number.NaN)));
  return `WRONG: ${wrong.map(([name, error]) => `${name} ${showError(error)}`).join(", ")}`;
}

/** The fastest of some sides, in one precision or in any. */
export function fastest(
  contenders: readonly ContenderReport[],
  sides: readonly ContenderReport["side"][],
  precision?: ContenderReport["precision"],
): Measured | undefined {
  return contenders
    .filter(isMeasured)
    .filter((each) => sides.includes(each.side) && (precision === undefined || each.precision === precision))
    .toSorted((a, b) => timeOf(a.outcome, a) - timeOf(b.outcome, b))[0];
}
