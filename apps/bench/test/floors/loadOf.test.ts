import { expect, it } from "vitest";
import { loadOf } from "../../src/floors/loadOf.ts";
import type { FloorRates } from "../../src/harness/report.ts";

const rates: FloorRates = {
  bandwidth: [
    { footprint: 2 ** 14, read: 2e9, copy: 2e9 },
    { footprint: 2 ** 20, read: 1e9, copy: 1e9 },
  ],
  multiplyAdd: { float32: 9.6e9, float64: 4.8e9 },
};

it("reads, of either precision, in lines of 128 bytes", () => {
  const demand = { reads: 640, writes: 0, operations: 0 };
  const read = (lines: number) => ({
    boundBy: "memory",
    bytes: 128 * lines,
    passes: [{ kernel: "read", at: [0], count: lines }],
    share: 1,
  });
  expect(loadOf(demand, "float32", rates)).toEqual(read(20));
  expect(loadOf(demand, "float64", rates)).toEqual(read(40));
});

it("copies what is written, and reads the rest behind it", () => {
  expect(loadOf({ reads: 1280, writes: 640, operations: 0 }, "float32", rates)).toEqual({
    boundBy: "memory",
    bytes: 60 * 128,
    passes: [
      { kernel: "copy", at: [20 * 128, 0], count: 20 },
      { kernel: "read", at: [40 * 128], count: 20 },
    ],
    share: 1,
  });
});

it("goes through bytes more than once where they are read and written in place", () => {
  expect(loadOf({ reads: 1280, writes: 960, numbers: 1280, operations: 0 }, "float32", rates)).toEqual({
    boundBy: "memory",
    bytes: 40 * 128,
    passes: [
      { kernel: "copy", at: [20 * 128, 0], count: 20 },
      { kernel: "copy", at: [10 * 128, 0], count: 10 },
      { kernel: "read", at: [30 * 128], count: 10 },
    ],
    share: 1,
  });
});

it("goes through no more bytes than rates were measured of", () => {
  // 4 MiB, of 1.
  expect(loadOf({ reads: 2 ** 20, writes: 0, operations: 0 }, "float32", rates)).toEqual({
    boundBy: "memory",
    bytes: 2 ** 20,
    passes: [{ kernel: "read", at: [0], count: 2 ** 13 }],
    share: 0.25,
  });
});

it("multiplies and adds where that is longer, for at most 30 ms", () => {
  const demand = { reads: 16, writes: 0, operations: 9.6e7 };
  // 96 operations a turn in float32, 48 in float64: 10 ms and 20.
  const short = { boundBy: "arithmetic", bytes: 0, share: 1 };
  expect(loadOf(demand, "float32", rates)).toEqual({
    ...short,
    passes: [{ kernel: "float32", at: [], count: 1e6 }],
  });
  expect(loadOf(demand, "float64", rates)).toEqual({
    ...short,
    passes: [{ kernel: "float64", at: [], count: 2e6 }],
  });
  // 100 ms.
  const { passes, share } = loadOf({ ...demand, operations: 9.6e8 }, "float32", rates);
  expect(share).toBeCloseTo(0.3, 12);
  expect(passes).toEqual([{ kernel: "float32", at: [], count: 3e6 }]);
});
