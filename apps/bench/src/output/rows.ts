import { isMeasured, type CaseReport, type ContenderReport, type Figures } from "../harness/report.ts";
import { showBytes, showError, showRatio, showTime } from "./format.ts";

export type Measured = ContenderReport & { readonly outcome: Figures };

const columns = ["", "precision", "processor", "at least", "wall", "of the floor", "of the best peer", "error"];

/** A case as a table: a head, and for each contender its figures, or why there are none. */
export function caseTable({ contenders }: CaseReport): string[][] {
  const hasMemory = contenders.some((each) => isMeasured(each) && each.outcome.memory !== undefined);
  const rows = contenders.map((contender) => {
    const { name, precision, outcome } = contender;
    if ("skipped" in outcome) return [name, precision, `not run: ${outcome.skipped}`];
    if ("failed" in outcome) return [name, precision, `failed: ${outcome.failed}`];
    const { processor, wall, floor } = outcome;
    // Whoever is wrong is no measure for others.
    const peer = fastest(contenders.filter(isRight), ["javascript peer", "native peer"], precision);
    return [
      name,
      precision,
      showTime(processor.median),
      showTime(processor.minimum),
      showTime(wall.median),
      floor ? showRatio(processor.median / floor.seconds) : "",
      peer && peer !== contender ? showRatio(processor.median / peer.outcome.processor.median) : "",
      showCheck(outcome),
      ...(hasMemory ? [outcome.memory === undefined ? "" : showBytes(outcome.memory)] : []),
    ];
  });
  return [hasMemory ? [...columns, "memory"] : columns, ...rows];
}

export const isRight = (each: ContenderReport): boolean => isMeasured(each) && each.outcome.check.isRight;

/** The largest error of a result; one that is wrong is called so, with the array that is. */
export function showCheck({ check: { errors, tolerances, isRight } }: Figures): string {
  if (isRight) return showError(Math.max(...Object.values(errors)));
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
    .toSorted((a, b) => a.outcome.processor.median - b.outcome.processor.median)[0];
}
