import { expect, test } from "vitest";
import { agree, driftOf, head, lineOf, type Run } from "../../src/memory/table.ts";

const run = (changes: Partial<Run> = {}): Run => ({
  training: "small",
  manner: "explicit",
  processor: 2,
  wall: 3,
  resident: [100, 110, 120, 130, 150].map((each) => each * 2 ** 20),
  digest: "a",
  ...changes,
});

test("the drift is that of the ends", () => {
  expect(driftOf(run().resident)).toBe(1.5);
  expect(driftOf([7])).toBe(1);
  expect(driftOf([1, 3, 9, 9, 9, 9, 9, 9, 4, 8])).toBe(3);
});

test("a line has a cell for each column", () => {
  const line = lineOf(run({ manner: "scope", processor: 3 }), run());
  expect(line).toBe("| small | scope | 3.00 | 1.50 | 3.00 | 100–150 | 1.50 |");
  expect(line.split("|").length).toBe(head.split("\n")[0]?.split("|").length);
  expect(lineOf(run(), undefined)).toBe("| small | explicit | 2.00 |  | 3.00 | 100–150 | 1.50 |");
});

test("runs agree if their last weights do", () => {
  expect(agree([run(), run({ manner: "scope" })])).toBe(true);
  expect(agree([run(), run({ digest: "b" })])).toBe(false);
});
