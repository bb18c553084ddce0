import { expect, it } from "vitest";
import { floorOf } from "../../src/harness/floorOf.ts";
import type { FloorRates } from "../../src/harness/report.ts";

const rates: FloorRates = {
  bandwidth: [
    { footprint: 1000, read: 1000, copy: 800 },
    { footprint: 1e6, read: 100, copy: 80 },
  ],
  multiplyAdd: { float32: 400, float64: 200 },
};

it("takes what must be moved at the bandwidth of its size", () => {
  // 100 numbers copied are 800 bytes at 800 a second; 50 more read are 200 at 1000.
  expect(floorOf({ reads: 150, writes: 100, operations: 0 }, "float32", rates)).toEqual({
    seconds: 1.2,
    boundBy: "memory",
  });
  // One number more, and it is no longer at that size.
  expect(floorOf({ reads: 151, writes: 100, operations: 0 }, "float32", rates).seconds).toBeCloseTo(
    800 / 80 + 204 / 100,
    12,
  );
  // In float64 at the rates of memory: 1.6e6 bytes copied at 80.
  expect(floorOf({ reads: 1e5, writes: 1e5, operations: 0 }, "float64", rates).seconds).toBe(20_000);
});

it("looks for the size of what there is, where numbers are read and written", () => {
  // 150 reads and 100 writes of 150 numbers: they lie in 600 bytes, though 1000 are moved.
  const small = {
    bandwidth: [{ footprint: 600, read: 1000, copy: 800 }, ...rates.bandwidth.slice(1)],
    multiplyAdd: rates.multiplyAdd,
  };
  expect(floorOf({ reads: 150, writes: 100, numbers: 150, operations: 0 }, "float32", small).seconds).toBe(1.2);
  expect(floorOf({ reads: 150, writes: 100, operations: 0 }, "float32", small).seconds).toBe(800 / 80 + 200 / 100);
});

it("takes the arithmetic where that is longer, at the rate of the precision", () => {
  const demand = { reads: 10, writes: 0, operations: 4000 };
  expect(floorOf(demand, "float32", rates)).toEqual({ seconds: 10, boundBy: "arithmetic" });
  expect(floorOf(demand, "float64", rates)).toEqual({ seconds: 20, boundBy: "arithmetic" });
});
