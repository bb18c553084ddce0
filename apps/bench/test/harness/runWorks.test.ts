import { expect, it } from "vitest";
import type { CaseReport } from "../../src/harness/report.ts";
import { measureCase } from "../../src/harness/measureCase.ts";
import { runWorks } from "../../src/harness/runWorks.ts";
import type { Case, Work, WorkSize } from "../../src/harness/work.ts";
import { fakeClock } from "../fakeClock.ts";
import { oneTurn, rates } from "../oneTurn.ts";
import { startHere } from "../startHere.ts";

const { clock, pass } = fakeClock();

const idle: Case = {
  // Four lines of 128 bytes.
  demand: { reads: 64, writes: 0, operations: 1 },
  reference: () => ({ value: [0] }),
  tolerance: () => ({ value: 0 }),
  contenders: [
    {
      name: "ours",
      side: "ours",
      precision: "float64",
      prepare: () => ({ run: () => pass(8), result: () => ({ value: [0] }) }),
    },
  ],
};

const runHere = (work: Work, size: WorkSize): Promise<CaseReport> =>
  measureCase(work, size, rates, startHere(clock, [], pass), oneTurn);

it("makes and runs the cases whose name is asked for, beside their floor", async () => {
  const made: string[] = [];
  const work = (name: string): Work => ({
    name,
    sizes: ["small", "large"].map((size) => ({ name: size, make: () => (made.push(`${name} ${size}`), idle) })),
  });
  const run = async (only: string): Promise<CaseReport[]> => {
    const reports: CaseReport[] = [];
    for await (const each of runWorks([work("loss"), work("product")], only, runHere)) reports.push(each);
    return reports;
  };
  const [report, ...more] = await run("product, large");
  expect(more).toEqual([]);
  expect(made).toEqual(["product large"]);
  expect(report).toMatchObject({ work: "product", size: "large" });
  expect(report?.contenders[0]?.outcome).toMatchObject({
    processor: { median: 8 },
    floor: { seconds: 4, boundBy: "memory" },
  });
  expect(await run("nothing of the kind")).toEqual([]);
  expect(await run("")).toHaveLength(4);
});

it("runs what is long only where it is asked for", async () => {
  const work: Work = { name: "loss", sizes: [{ name: "huge", isLong: true, make: () => idle }] };
  const count = async (only: string): Promise<number> => {
    let cases = 0;
    for await (const _ of runWorks([work], only, runHere)) cases++;
    return cases;
  };
  expect(await count("")).toBe(0);
  expect(await count("loss")).toBe(1);
});
