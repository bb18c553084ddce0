import fc from "fast-check";
import { expect, test } from "vitest";
import { crossEntropyState, mergeCrossEntropyStates, type CrossEntropyState } from "../../../src/vocabulary/index.ts";
import { statesOf, tilings } from "./tiles.ts";

/** Merges in any tree: the numbers say which two of those that are left. */
function mergeAnyhow(states: readonly CrossEntropyState[], choices: readonly number[]): CrossEntropyState {
  const left = [...states];
  for (const choice of choices) {
    if (left.length < 2) break;
    const [a] = left.splice(choice % left.length, 1);
    const [b] = left.splice((choice >> 4) % left.length, 1);
    if (a && b) left.push(mergeCrossEntropyStates([a, b]));
  }
  return mergeCrossEntropyStates(left);
}

const choices = fc.array(fc.nat(255), { minLength: 6, maxLength: 6 });

test("whatever is merged first, the state is that of all classes at once", () => {
  fc.assert(
    fc.property(tilings(), choices, (tiling, order) => {
      const whole = crossEntropyState(tiling.logits, tiling.target);
      const merged = mergeAnyhow(statesOf(tiling), order);
      expect(merged.maximum).toEqual(whole.maximum);
      expect(merged.picked).toEqual(whole.picked);
      expect(merged.found).toEqual(whole.found);
      expect(merged.classes).toBe(whole.classes);
      for (const key of ["rest", "gaps"] as const) {
        for (const [row, expected] of whole[key].entries()) {
          // At most six merges, maxima at most 1,600 apart; subnormal numbers have no more digits.
          const tolerance = 6 * 1604 * 2 ** -53 * expected + 16 * Number.MIN_VALUE;
          if (Number.isFinite(expected))
            expect(Math.abs((merged[key][row] ?? Number.NaN) - expected)).toBeLessThanOrEqual(tolerance);
          else expect(merged[key][row]).toBe(expected);
        }
      }
    }),
  );
});

test("ordinary logits: whatever the tree, within a few roundings", () => {
  fc.assert(
    fc.property(tilings(fc.integer({ min: -40, max: 40 }).map((k) => k / 8)), choices, (tiling, order) => {
      const whole = crossEntropyState(tiling.logits, tiling.target);
      mergeAnyhow(statesOf(tiling), order).rest.forEach((got, row) => {
        expect(Math.abs(got - (whole.rest[row] ?? 0))).toBeLessThanOrEqual(16 * 2 ** -53 * got);
      });
    }),
  );
});

test("two states commute to the last bit, and the tree of many is fixed", () => {
  fc.assert(
    fc.property(tilings(), (tiling) => {
      const states = statesOf(tiling);
      const [a, b] = states;
      if (a && b) expect(mergeCrossEntropyStates([a, b])).toEqual(mergeCrossEntropyStates([b, a]));
      const pairs = [];
      for (let i = 0; i < states.length; i += 2) pairs.push(mergeCrossEntropyStates(states.slice(i, i + 2)));
      expect(mergeCrossEntropyStates(pairs)).toEqual(mergeCrossEntropyStates(states));
    }),
  );
});

test("a slice without classes, or with masked ones only, changes no sum", () => {
  const own = crossEntropyState(
    [
      [3, 1],
      [0, -2],
    ],
    [0, 3],
  );
  const none = crossEntropyState([[], []], [0, 3]);
  const masked = crossEntropyState(
    [
      [-Infinity, -Infinity],
      [-Infinity, -2],
    ],
    [0, 3],
    { start: 2 },
  );
  expect(mergeCrossEntropyStates([none, own])).toEqual(own);
  const both = mergeCrossEntropyStates([masked, own]);
  expect(both.rest[0]).toBe(own.rest[0]);
  expect(both.gaps[0]).toBe(Infinity);
  expect(both.picked[1]).toBe(-2);
  expect(mergeCrossEntropyStates([masked, masked]).maximum).toEqual(Float64Array.of(-Infinity, -2));
  expect(mergeCrossEntropyStates([masked, masked]).rest).toEqual(Float64Array.of(0, 1));
});

test("what does not fit is refused", () => {
  expect(() => mergeCrossEntropyStates([])).toThrow("mergeCrossEntropyStates: states are empty");
  const states = [crossEntropyState([[1]], [0]), crossEntropyState([[1], [2]], [0, 0])];
  expect(() => mergeCrossEntropyStates(states)).toThrow("mergeCrossEntropyStates: states[1] has 2 rows, expected 1");
  expect(() => crossEntropyState([[1]], [0, 1])).toThrow("crossEntropyState: logits have shape [1, 1] and target [2]");
  expect(() => crossEntropyState([1], [0])).toThrow(
    "logits have shape [1] and target [1], expected [N, classes] and [N]",
  );
  expect(() => crossEntropyState([[[1]]], [0])).toThrow("logits have shape [1, 1, 1] and target [1]");
  expect(() => crossEntropyState([[1]], [[0]])).toThrow("logits have shape [1, 1] and target [1, 1]");
  expect(() => crossEntropyState([[1]], [-1])).toThrow("crossEntropyState: target[0] is -1, expected a class from 0");
  expect(() => crossEntropyState([[1]], [0.5])).toThrow("crossEntropyState: target[0] is 0.5, expected a whole number");
  const words = ["high"] as unknown as number[];
  expect(() => crossEntropyState([words], [0])).toThrow("crossEntropyState: logits");
  expect(() => crossEntropyState([[1]], words)).toThrow("crossEntropyState: target");
  expect(() => crossEntropyState([[1]], [0], { start: -1 })).toThrow("crossEntropyState: start is -1");
});
