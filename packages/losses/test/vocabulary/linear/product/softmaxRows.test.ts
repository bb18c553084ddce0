import { expect, test } from "vitest";
import { withRoom } from "../../../../src/vocabulary/linear/product/room.ts";
import { SoftmaxRows, stateSize, type SoftmaxArrays } from "../../../../src/vocabulary/linear/product/softmaxRows.ts";

function withRows(rows: number, stride: number, run: (own: SoftmaxRows, arrays: SoftmaxArrays) => void): void {
  const extents = {
    scores: [Float32Array, rows * stride],
    bias: [Float32Array, stride],
    sums: [Float32Array, stride],
    state: [Float32Array, rows * stateSize],
  } as const;
  withRoom(extents, (arrays) => run(new SoftmaxRows(stride, arrays), arrays()));
}

test("maximum and the sum of the others keep their digits; room beyond the columns does not count", () => {
  withRows(4, 8, (rows, { scores }) => {
    rows.setBias(Float32Array.of(0, 0.5, 0));
    scores.fill(0);
    scores.set([40, -0.5, 1], 0);
    // Twice the maximum: one of them counts.
    scores.set([2, 1.5, -Infinity], 8);
    scores.set([-Infinity, -Infinity, -Infinity], 16);
    scores.set([1, Number.NaN, 0], 24);
    const states = rows.states(4);
    expect([0, 1, 2, 3].map((i) => states[i * stateSize])).toEqual([40, 2, -Infinity, Number.NaN]);
    expect((states[1] ?? 0) / (Math.exp(-40) + Math.exp(-39))).toBeCloseTo(1, 6);
    expect(states[1 * stateSize + 1]).toBe(1);
    expect(states[3 * stateSize + 1]).toBeNaN();
  });
});

test("exponentials times a factor take the place of the scores, and columns add up", () => {
  withRows(2, 4, (rows, { scores }) => {
    rows.setBias(Float32Array.of(0, 1, 0));
    scores.set([0, -2, -Infinity, 0, 5, 3, 2, 0]);
    const sums = Float64Array.of(1, 1, 1);
    // The second is not to count.
    rows.slopes(
      [
        { maximum: 0, factor: 2 },
        { maximum: 3e38, factor: 0 },
      ],
      sums,
    );
    const expected = [2, 2 * Math.exp(-1), 0, 0, 0, 0, 0, 0];
    expected.forEach((each, i) => expect(scores[i]).toBeCloseTo(each, 6));
    [3, 1 + 2 * Math.exp(-1), 1].forEach((each, i) => expect(sums[i]).toBeCloseTo(each, 6));
  });
});
