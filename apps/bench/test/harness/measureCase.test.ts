import { expect, it } from "vitest";
import { measureCase } from "../../src/harness/measureCase.ts";
import type { Floors } from "../../src/harness/report.ts";
import type { Contender, Work, WorkSize } from "../../src/harness/work.ts";
import { fakeClock } from "../fakeClock.ts";
import { oneTurn, rates } from "../oneTurn.ts";
import { startHere } from "../startHere.ts";

const { clock, pass } = fakeClock();
const start = startHere(clock);
const twoThreads = { bandwidth: [{ footprint: 1, read: 16, copy: 16 }], multiplyAdd: { float32: 2, float64: 2 } };

it("runs on two threads too what can use them, beside the floor of two, where the machine has two", async () => {
  const alone: Contender = {
    name: "ours",
    side: "ours",
    precision: "float64",
    prepare: () => ({ run: () => pass(8), result: () => ({ value: [0] }) }),
    usesThreads: true,
  };
  const size: WorkSize = {
    name: "one",
    make: () => ({
      demand: { reads: 4, writes: 0, operations: 1 },
      reference: () => ({ value: [0] }),
      tolerance: () => ({ value: 0 }),
      contenders: [alone],
    }),
  };
  const work: Work = { name: "loss", sizes: [size] };
  const run = async (floors: Floors) => {
    const { contenders } = await measureCase(work, size, floors, start, oneTurn);
    return contenders.map(({ threads, outcome }) => [threads, "floor" in outcome && outcome.floor?.seconds]);
  };
  expect(await run(rates)).toEqual([[undefined, 4]]);
  expect(await run({ ...rates, twoThreads })).toEqual([
    [undefined, 4],
    [2, 2],
  ]);
});
