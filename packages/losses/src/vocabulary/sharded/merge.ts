import { ParameterError, ShapeError } from "@surprisal/contract";
import { emptyState, type CrossEntropyState } from "./state.ts";

/**
 * The state of several slices together. Neighbours are merged in pairs, then the pairs, and so on: the tree depends on the number of states
 * alone, so that the same slices in the same order give the same bits, whoever computed them and whenever they came in.
 *
 * Merging is commutative to the last bit, and associative up to rounding: one merge changes `rest` and `gaps` by at most 2⁻⁵³ · (4 + |difference of the
 * maxima|) of themselves, the others not at all.
 *
 * @param states - at least one, of disjoint slices and the same rows.
 * @returns their state.
 * @throws ParameterError for no states; ShapeError where the numbers of rows differ.
 * @example
 * const states = [0, 1].map((k) => crossEntropyState([[[40], [0]][k]], [0], { start: k }))
 * mergeCrossEntropyStates(states).rest // → [4.248354255291589e-18]
 */
export function mergeCrossEntropyStates(states: readonly CrossEntropyState[]): CrossEntropyState {
  const [first] = states;
  if (first === undefined) throw new ParameterError("mergeCrossEntropyStates: states are empty, expected at least one");
  const rows = first.maximum.length;
  for (const [i, { maximum }] of states.entries()) {
    if (maximum.length !== rows)
      throw new ShapeError(`mergeCrossEntropyStates: states[${i}] has ${maximum.length} rows, expected ${rows}`);
  }
  let level = states;
  while (level.length > 1) {
    const pairs: CrossEntropyState[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const [a, b] = level.slice(i, i + 2);
      if (a !== undefined) pairs.push(b === undefined ? a : merge(a, b));
    }
    level = pairs;
  }
  return level[0] ?? first;
}

function merge(a: CrossEntropyState, b: CrossEntropyState): CrossEntropyState {
  const rows = a.maximum.length;
  const both = emptyState(rows);
  for (let row = 0; row < rows; row++) {
    const [ma, mb] = [a.maximum[row] as number, b.maximum[row] as number];
    const [ra, rb] = [a.rest[row] as number, b.rest[row] as number];
    const maximum = Math.max(ma, mb);
    both.maximum[row] = maximum;
    both.rest[row] = mergeRest(ma, ra, mb, rb);
    both.found[row] = (a.found[row] as number) + (b.found[row] as number);
    both.picked[row] = (a.picked[row] as number) + (b.picked[row] as number);
    both.gaps[row] = shiftGaps(a, row, maximum) + shiftGaps(b, row, maximum);
  }
  return { ...both, classes: a.classes + b.classes };
}

/** The sum of two slices with one maximum left out: that of the larger stays out, that of the smaller is a term like others. */
export function mergeRest(ma: number, ra: number, mb: number, rb: number): number {
  if (ma > mb) return ra + (1 + rb) * Math.exp(mb - ma);
  if (mb > ma) return rb + (1 + ra) * Math.exp(ma - mb);
  // Both sums are empty; or the maximum stands in both, and one of the two is counted. NaN is neither larger, smaller nor equal.
  if (ma === mb) return ma === -Infinity ? 0 : ra + rb + 1;
  return Number.NaN;
}

/** The gaps of a slice to a maximum that is not below its own. */
function shiftGaps({ classes, found, gaps, maximum }: CrossEntropyState, row: number, to: number): number {
  const others = classes - (found[row] as number);
  const own = gaps[row] as number;
  if (others === 0 || to === maximum[row]) return own;
  return own + others * (to - (maximum[row] as number));
}
