import { expect, it } from "vitest";
import type { Start } from "../../src/harness/enter.ts";
import { measureCase } from "../../src/harness/measureCase.ts";
import { isMeasured, type Floors } from "../../src/harness/report.ts";
import type { Contender, Precision, Work, WorkSize } from "../../src/harness/work.ts";
import { fakeClock } from "../fakeClock.ts";
import { oneTurn, rates } from "../oneTurn.ts";
import { startHere } from "../startHere.ts";

const { clock, pass } = fakeClock();
const calls: string[] = [];
const start = startHere(clock, calls, pass);
const twoThreads = { bandwidth: [{ footprint: 1024, read: 16, copy: 16 }], multiplyAdd: { float32: 2, float64: 2 } };

const contender = (name: string, precision: Precision, seconds: number): Contender => ({
  name,
  side: "ours",
  precision,
  prepare: () => ({ run: () => pass(seconds), result: () => ({ value: [0] }) }),
});

/** Of 64 numbers that are read: 256 bytes in float32, 512 in float64, lines of 128 bytes. Each line takes a second, on the wall two. */
async function run(contenders: readonly Contender[], floors: Floors, isLarge = false, startThem = start) {
  const size: WorkSize = {
    name: "one",
    make: () => ({
      demand: { reads: 64, writes: 0, operations: 1 },
      reference: () => ({ value: [0] }),
      tolerance: () => ({ value: 0 }),
      contenders,
      isLarge,
    }),
  };
  const work: Work = { name: "loss", sizes: [size] };
  calls.length = 0;
  const report = await measureCase(work, size, floors, startThem, oneTurn);
  return report.contenders.map((each) => [
    each.name,
    each.precision,
    each.threads,
    ...(isMeasured(each) ? [each.outcome.processor.median, each.outcome.floor?.seconds] : []),
  ]);
}

it("runs on two threads too what can use them, beside the floor of two, where the machine has two", async () => {
  const alone = { ...contender("ours", "float64", 8), usesThreads: true };
  expect(await run([alone], rates)).toEqual([
    ["ours", "float64", undefined, 8, 4],
    ["floor: memory", "float64", undefined, 4, undefined],
  ]);
  // Of two threads the wall counts.
  expect(await run([alone], { ...rates, twoThreads })).toEqual([
    ["ours", "float64", undefined, 8, 4],
    ["ours", "float64", 2, 8, 8],
    ["floor: memory", "float64", undefined, 4, undefined],
    ["floor: memory", "float64", 2, 4, undefined],
  ]);
});

it("goes by the floor of what is read, whatever that is computed in", async () => {
  expect(await run([{ ...contender("ours", "float64", 8), stored: "float32" }], rates)).toEqual([
    ["ours", "float64", undefined, 8, 2],
    ["floor: memory", "float32", undefined, 2, undefined],
  ]);
});

it("has one floor for all of a precision, in their rounds", async () => {
  const contenders = [contender("a", "float32", 8), contender("b", "float32", 6), contender("c", "float64", 8)];
  expect(await run(contenders, rates)).toEqual([
    ["a", "float32", undefined, 8, 2],
    ["b", "float32", undefined, 6, 2],
    ["c", "float64", undefined, 8, 4],
    ["floor: memory", "float32", undefined, 2, undefined],
    ["floor: memory", "float64", undefined, 4, undefined],
  ]);
  // Its process starts while the next one is entered.
  expect(calls.indexOf("floor: memory: start")).toBe(calls.indexOf("b: start") - 1);
  const names = ["a", "b", "c", "floor: memory", "floor: memory"];
  expect(calls.slice(-10)).toEqual([...names.map((name) => `${name}: 1`), ...names.map((name) => `${name}: stop`)]);
});

it("names the floor by what bounds, at the rates of the run", async () => {
  const slow = { ...rates, multiplyAdd: { float32: 1e-3, float64: 1e-3 } };
  // A thousand seconds of arithmetic, of which a turn does 0.03: a part of a loop, rounded up to one, which takes a second here.
  expect(await run([contender("a", "float32", 8)], slow)).toEqual([
    ["a", "float32", undefined, 8, expect.closeTo(1000 / 0.03, 6)],
    ["floor: arithmetic", "float32", undefined, expect.closeTo(1000 / 0.03, 6), undefined],
  ]);
});

it("measures a floor beside each contender of a large case", async () => {
  const contenders = [contender("a", "float32", 8), { ...contender("b", "float32", 6), skipped: "too slow" }];
  expect(await run([...contenders, contender("c", "float32", 7)], rates, true)).toEqual([
    ["a", "float32", undefined, 8, 2],
    ["floor: memory", "float32", undefined, 2, undefined],
    ["b", "float32", undefined],
    ["c", "float32", undefined, 7, 2],
    ["floor: memory", "float32", undefined, 2, undefined],
  ]);
  expect(calls.indexOf("floor: memory: stop")).toBe(calls.indexOf("c: start") - 1);
});

it("tells no floor where that fails", async () => {
  const startOthers: Start = async (each) => {
    if (each.side === "floor") throw new Error("out of memory");
    return start(each);
  };
  expect(await run([contender("a", "float32", 8)], rates, false, startOthers)).toEqual([
    ["a", "float32", undefined, 8, undefined],
    ["floor: memory", "float32", undefined],
  ]);
});

it("starts no floor for what does not run", async () => {
  expect(await run([{ ...contender("a", "float32", 8), skipped: "too slow" }], rates)).toEqual([
    ["a", "float32", undefined],
  ]);
});
