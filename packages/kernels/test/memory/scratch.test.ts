import { expect, it } from "vitest";
import { Scratch } from "@surprisal/kernels";

it("keeps its block as long as it is large enough, and gives it back for a larger one", () => {
  const scratch = new Scratch();
  const first = scratch.reserve(100);
  expect(first.bytes).toBe(100);
  expect(scratch.reserve(40)).toBe(first);
  const second = scratch.reserve(2 ** 19);
  expect(second.bytes).toBe(2 ** 19);
  expect(() => first.array(Uint8Array)).toThrow("the block was freed");
  // In its place, and further.
  expect(second.offset).toBe(first.offset);
});

it("is as new where there was no place", () => {
  const scratch = new Scratch();
  scratch.reserve(64);
  expect(() => scratch.reserve(2 ** 33)).toThrow("allocate: needs 8589934592 bytes");
  expect(scratch.reserve(8).array(Float64Array).length).toBe(1);
});
