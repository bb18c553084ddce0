import { expect, test } from "vitest";
import { agree, driftOf, head, lineOf, swingOf, type Run } from "../../src/memory/table.ts";

const run = (changes: Partial<Run> = {}): Run => ({
  manner: "explicit",
  processor: 2,
  wall: 3,
  resident: [100, 110, 120, 130, 150].map((each) => each * 2 ** 20),
  digest: "a",
  ...changes,
});

test("the swing is the furthest from the median, above or below", () => {
  expect(swingOf(run().resident)).toBe(0.25);
  expect(swingOf([50, 100, 101])).toBe(0.5);
  expect(swingOf([7])).toBe(0);
});

test("the drift is that of the ends", () => {
  expect(driftOf(run().resident)).toBe(1.5);
  expect(driftOf([7])).toBe(1);
  expect(driftOf([1, 3, 9, 9, 9, 9, 9, 9, 4, 8])).toBeCloseTo(8 / 3);
});

test("a line has a cell for each column", () => {
  const line = lineOf(run({ manner: "scope", processor: 3 }), run());
  expect(line).toBe("| scope | 3.00 | 1.50 | 3.00 | 100–120–150 | ± 25 % | 1.50 |");
  expect(line.split("|").length).toBe(head.split("\n")[0]?.split("|").length);
});

test("runs agree if their last weights do", () => {
  expect(agree([run(), run({ manner: "scope" })])).toBe(true);
  expect(agree([run(), run({ digest: "b" })])).toBe(false);
});
