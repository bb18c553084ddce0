import { expect, it } from "vitest";
import { parseReport, printReport } from "../../src/harness/reportFile.ts";
import { markdown } from "../../src/output/markdown.ts";
import { report, withThreads } from "./reports.ts";

const lines = (text: string): string[] => text.split("\n");

it("sums each case up in a line: ours that is right, the fastest peers, wrong ones called so", () => {
  expect(lines(markdown(report)).slice(0, 3)).toEqual([
    "| work | ours | of the floor | fastest in JavaScript | its time | fastest native | its time |",
    "|---|---|---|---|---|---|---|",
    "| some loss, 10 × 3 | 1.00 ms (compiled, float32) | 10.0× | quick and wrong, float32 (WRONG: value 2e-2) | 2.00 ms, 2.00× | native, float32 | 2.50 ms, 2.50× |",
  ]);
});

it("tells ours on two threads, where they were measured", () => {
  const [head, , line] = lines(markdown(withThreads(report)));
  expect(head).toContain("| of the floor | two threads | fastest in JavaScript |");
  expect(line).toContain("| 1.00 ms (compiled, float32) | 10.0× | 1.25 ms, 1.60× | quick and wrong");
});

it("has a line for each contender below, with as many cells as the head", () => {
  const table = lines(markdown(report)).slice(4);
  expect(table[0]).toBe("**some loss, 10 × 3**");
  expect(table).toHaveLength(2 + 2 + 8);
  expect(new Set(table.slice(2).map((line) => line.split("|").length))).toEqual(new Set([10]));
});

it("names plain JavaScript where there is no other peer in it", () => {
  const [only] = report.cases;
  const [ours, loop] = only!.contenders;
  const contenders = [ours!, { ...loop!, name: "javascript pass" }];
  expect(lines(markdown({ ...report, cases: [{ ...only!, contenders }] }))[2]).toContain(
    "| javascript pass, float64 | 5.00 ms, 5.00× |",
  );
});

it("does not put ours forward where it is wrong", () => {
  const [only] = report.cases;
  const contenders = only!.contenders.filter(({ name }) => name === "quick and wrong");
  const ours = contenders.map((each) => ({ ...each, side: "ours" as const }));
  expect(lines(markdown({ ...report, cases: [{ ...only!, contenders: ours }] }))[2]).toBe(
    "| some loss, 10 × 3 |  |  |  |  |  |  |",
  );
});

it("comes back from a file as it was, infinite errors included", () => {
  const figures = report.cases[0]!.contenders[0]!;
  const check = { isRight: false, errors: { value: Number.POSITIVE_INFINITY }, tolerances: { value: 1 } };
  const odd = { ...figures, outcome: { ...figures.outcome, check } };
  const changed = { ...report, cases: [{ ...report.cases[0]!, contenders: [odd] }] };
  expect(parseReport(printReport(changed))).toEqual(changed);
});
