import { expect, it } from "vitest";
import { allocate, kernelMemory } from "@surprisal/kernels";

it("is seen as numbers of any type, as many as fit", () => {
  const block = allocate(20);
  block.array(Float32Array).set([1, 2, 3, 4, 5]);
  expect([...block.array(Int32Array)]).toEqual([0x3f800000, 0x40000000, 0x40400000, 0x40800000, 0x40a00000]);
  expect([block.array(Float64Array).length, block.array(Uint8Array).length]).toEqual([2, 20]);
  expect(block.array(Float32Array).buffer).toBe(kernelMemory().buffer);
  block.free();
});

it("is given back once, and cannot be seen then", () => {
  const [first, second] = [allocate(64), allocate(64)];
  first.free();
  const third = allocate(64);
  expect(third.offset).toBe(first.offset);
  first.free();
  expect(allocate(64).offset).not.toBe(third.offset);
  expect(() => first.array(Uint8Array)).toThrow("Block.array: the block was freed, expected one that was not");
  second[Symbol.dispose]();
  expect(() => second.array(Uint8Array)).toThrow("freed");
});

it("takes an address when it is empty", () => {
  const [first, second] = [allocate(0), allocate(0)];
  expect(first.offset).not.toBe(second.offset);
  expect(first.array(Float64Array).length).toBe(0);
  first.free();
  second.free();
});
