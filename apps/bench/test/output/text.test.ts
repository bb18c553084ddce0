import { expect, it } from "vitest";
import { caseText, machineText } from "../../src/output/text.ts";
import type { Figures } from "../../src/harness/report.ts";
import { report, withThreads } from "./reports.ts";

it("prints a case with what is wrong, skipped and failed", () => {
  const [, title, , compiled, opByOp, , wrong, steady, native, absent, broken] = caseText(report.cases[0]!).split("\n");
  const cells = (line = ""): string[] => line.split(/ {2,}/);
  expect(title).toBe("some loss, 10 × 3");
  expect(cells(compiled)).toEqual(["compiled", "float32", "1.00 ms", "900 µs", "2.00 ms", "10.0×", "0.400×", "5e-8"]);
  // There is no peer in float64 to be compared with.
  expect(cells(opByOp)).toEqual(["op by op", "float64", "5.00 ms", "4.50 ms", "10.0 ms", "50.0×", "0"]);
  expect(wrong).toMatch(/WRONG: value 2e-2$/);
  // The fastest peer that is right is the measure: not the wrong one, though it is faster.
  expect(cells(steady).at(-2)).toBe("3.20×");
  expect(cells(native)).toHaveLength(7);
  expect(absent).toMatch(/not run: not here$/);
  expect(broken).toMatch(/failed: out of memory$/);
});

it("tells the machine, its floors, and whether it is busy", () => {
  const text = machineText(report);
  expect(text).toContain("Some CPU, 2 cores, linux x64, Node 24.0.0, 2026-01-02");
  expect(text).toContain("56.0 GFLOP/s in float32, 28.0 in float64");
  expect(text).toContain("8 MiB: read 90.0, copy 80.0");
  expect(text).not.toContain("busy");
  expect(machineText({ ...report, machine: { ...report.machine, load: 3.2 } })).toContain("busy (load 3.2)");
});

it("has a column for memory where it was measured", () => {
  const [only] = report.cases;
  const [first, ...rest] = only!.contenders;
  const measured = { ...first!, outcome: { ...first!.outcome, memory: 3 * 2 ** 20 } };
  const [, , head, line, next] = caseText({ ...only!, contenders: [measured, ...rest] }).split("\n");
  expect(head).toMatch(/error +memory$/);
  expect(line).toMatch(/5e-8 +3 MiB$/);
  expect(next).toMatch(/ 0$/);
});

it("judges several threads by the wall, beside peers with as many, and says how many times as fast they are", () => {
  const threaded = withThreads(report);
  const [, , head, , ours, , , , , , native] = caseText(threaded.cases[0]!).split("\n");
  expect(head).toMatch(/error +speed-up$/);
  // 1.25 ms on the wall: 12.5 times the floor, half the native peer's 2.5; alone it was 2 ms.
  expect(ours).toMatch(/^compiled, 2 threads +float32 +2.75 ms +2.48 ms +1.25 ms +12.5× +0.500× +5e-8 +1.60×$/);
  expect(native).toMatch(/2.50 ms +25.0× +1e-7 +2.00×$/);
  expect(machineText(threaded)).toContain("Two threads, at 128 bits: 56.0 GFLOP/s");
});

it("shows a floor, which is no peer and has no error", () => {
  const [only] = report.cases;
  const [first] = only!.contenders;
  const check = { isRight: true, errors: {}, tolerances: {} };
  const { floor: _, ...figures } = { ...first!.outcome, processor: { median: 1e-4, minimum: 9e-5 }, check } as Figures;
  const row = { ...first!, side: "floor" as const, name: "floor: memory", outcome: figures };
  const lines = caseText({ ...only!, contenders: [...only!.contenders, row] }).split("\n");
  expect(lines[3]).toMatch(/^compiled .* 10.0× +0.400× +5e-8$/);
  expect(lines.at(-1)?.split(/ {2,}/)).toEqual(["floor: memory", "float32", "100 µs", "90.0 µs", "2.00 ms", "0.0400×"]);
});

it("has a column for plain JavaScript where there is some that is right", () => {
  const [only] = report.cases;
  const loop = { ...only!.contenders[1]!, name: "hand-written JavaScript" };
  const [, , head, line] = caseText({ ...only!, contenders: [...only!.contenders, loop] }).split("\n");
  expect(head).toMatch(/of the best peer +of plain JavaScript +error$/);
  // 1 ms beside 5.
  expect(line).toMatch(/0.400× +0.200× +5e-8$/);
});
