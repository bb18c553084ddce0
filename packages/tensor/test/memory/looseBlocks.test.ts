import { setImmediate } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { allocate } from "@surprisal/kernels";
import { expect, test } from "vitest";
import { add, full, scope, sum, zeros, type Tensor } from "../../src/index.ts";

setFlagsFromString("--expose-gc");
// What the flag adds is seen by contexts that are made after.
const collectGarbage = runInNewContext("gc") as () => void;

/** Of 1 MiB. */
const size = 2 ** 18;
const made = (value: number): Tensor => scope(() => add(full([size], value), 0.5));
const isIn = (x: Tensor): boolean => x.cell.array?.buffer instanceof SharedArrayBuffer;
const isRight = (x: Tensor, value: number): boolean => x.data.every((each) => each === value + 0.5);

/** Is a MiB free there? It is taken in the order of addresses. */
function isFree(address: number): boolean {
  const blocks = Array.from({ length: 100 }, () => allocate(4 * size));
  for (const block of blocks) block.free();
  return blocks.some(({ offset }) => offset === address);
}

test("what a scope returns stays in the kernels' memory, until data is asked for", () => {
  const x = made(3);
  expect(isIn(x)).toBe(true);
  expect(sum(x).item()).toBe(3.5 * size);
  expect(isRight(x, 3)).toBe(true);
  expect(isIn(x)).toBe(false);
  expect(x.data.buffer).toBeInstanceOf(ArrayBuffer);
});

test("what is small leaves at once, and gives its place to the next", () => {
  const small = (value: number): Tensor => scope(() => full([5000], value));
  const [first, second] = [small(1), small(2)];
  expect([first, second].some(isIn)).toBe(false);
  expect(first.data.every((each) => each === 1)).toBe(true);
  expect(second.data.every((each) => each === 2)).toBe(true);
  expect(scope(() => isIn(full([5000], 3)))).toBe(true);
});

test("what is disposed of gives its place to the next", () => {
  const first = made(1);
  const { byteOffset } = first.cell.array as Float32Array;
  first[Symbol.dispose]();
  const second = made(2);
  // The operand of the first lay before it, as that of the second does.
  expect((second.cell.array as Float32Array).byteOffset).toBe(byteOffset);
  expect(() => first.data).toThrow("tensor: its scope has ended");
  expect(isRight(second, 2)).toBe(true);
});

test("what was used longest ago moves out where there is too much, and all keep their numbers", () => {
  const kept = made(-1);
  const tensors = Array.from({ length: 100 }, (_, i) => {
    // Used each time, so it stays.
    expect(isIn(kept)).toBe(true);
    return made(i);
  });
  const inside = tensors.map(isIn);
  expect(inside.filter(Boolean).length).toBeLessThanOrEqual(32);
  expect(inside.indexOf(true)).toBeGreaterThan(60);
  expect(inside.at(-1)).toBe(true);
  expect(tensors.every((each, i) => isRight(each, i))).toBe(true);
  expect(isRight(kept, -1)).toBe(true);
});

test("what died is given back once the event loop goes on", async () => {
  // Nothing else holds the tensor.
  const addressOfOne = (): number => (made(5).cell.array as Float32Array).byteOffset;
  const address = addressOfOne();
  expect(isFree(address)).toBe(false);
  for (let turn = 0; turn < 5 && !isFree(address); turn++) {
    collectGarbage();
    await setImmediate();
  }
  expect(isFree(address)).toBe(true);
});

test("where the memory is full, what no scope holds leaves it", () => {
  const x = made(7);
  const blocks = [];
  // Half of what there is, a quarter, and so on, down to what one more tensor takes.
  for (let bytes = 2 ** 31; bytes >= 2 ** 18;) {
    try {
      blocks.push(allocate(bytes));
    } catch {
      bytes /= 2;
    }
  }
  try {
    const y = scope(() => zeros([size / 2]));
    expect(isIn(y)).toBe(true);
    expect(isIn(x)).toBe(false);
    expect(isRight(x, 7)).toBe(true);
    expect(() => scope(() => zeros([2 ** 26]))).toThrow("allocate: needs 268435456 bytes");
  } finally {
    for (const block of blocks) block.free();
  }
});
