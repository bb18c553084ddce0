import { expect, it } from "vitest";
import { alignColumns, showBytes, showError, showRatio, showTime } from "../../src/output/format.ts";

it("shows times with three digits, in a unit that fits", () => {
  expect([0, 3.456e-7, 2.5e-5, 1.234e-3, 0.0456, 0.789, 12.34].map(showTime)).toEqual([
    "0 µs",
    "0.346 µs",
    "25.0 µs",
    "1.23 ms",
    "45.6 ms",
    "789 ms",
    "12.3 s",
  ]);
});

it("shows ratios, errors and bytes", () => {
  expect([0, 2 ** 18, 262_144_000].map(showBytes)).toEqual(["0 KiB", "256 KiB", "250 MiB"]);
  expect([0.0503, 1.2, 34.56, 1234].map(showRatio)).toEqual(["0.0503×", "1.20×", "34.6×", "1234×"]);
  expect([0, 3.2e-8, Number.POSITIVE_INFINITY].map(showError)).toEqual(["0", "3e-8", "Infinity"]);
});

it("aligns columns, also of rows that are short", () => {
  expect(alignColumns([["a", "time"], ["long name", "1"], ["b"]])).toEqual(["a          time", "long name     1", "b"]);
});
