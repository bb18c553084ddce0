import { supports } from "@surprisal/kernels";
import { beforeAll, expect, test, vi } from "vitest";
import { PlainBlock } from "../../src/memory/plainBlock.ts";
import { add, full, grad, mul, scope, square, sub, sum, zeros, type Tensor } from "../../src/index.ts";

// As in a page that shares no memory.
beforeAll(() => {
  vi.spyOn(supports, "threads", "get").mockReturnValue(false);
});

/** Of 1 MiB. */
const size = 2 ** 18;
const bufferOf = (x: Tensor): ArrayBufferLike | undefined => x.cell.array?.buffer;
const isRight = (x: Tensor, value: number): boolean => x.data.every((each) => each === value);

test("what is freed goes to the next of as many bytes", () => {
  const block = new PlainBlock(8000);
  const array = block.array(Float64Array);
  expect(array.length).toBe(1000);
  block.free();
  block.free();
  expect(() => block.array(Float64Array)).toThrow("the block was freed");
  expect(new PlainBlock(8008).array(Float64Array).buffer).not.toBe(array.buffer);
  const next = new PlainBlock(8000);
  expect(next.array(Float32Array).length).toBe(2000);
  expect(next.array(Float32Array).buffer).toBe(array.buffer);
  expect(new PlainBlock(8000).array(Float64Array).buffer).not.toBe(array.buffer);
});

test("sizes that nobody asks for are let go", () => {
  const old = new PlainBlock(8192);
  const { buffer } = old.array(Float64Array);
  old.free();
  const blocks = Array.from({ length: 65 }, () => new PlainBlock(2 ** 20));
  for (const block of blocks) block.free();
  expect(new PlainBlock(8192).array(Float64Array).buffer).not.toBe(buffer);
});

test("a scope's tensors take the places of those of the last one; what it returns and what was asked for stay", () => {
  let [inside, data]: [ArrayBufferLike?, ArrayLike<number>?] = [];
  const first = scope(() => {
    const x = full([size], 3);
    inside = bufferOf(x);
    ({ data } = x);
    return add(x, 1);
  });
  const second = scope(() => {
    const x = full([size], 5);
    expect(bufferOf(x)).toBe(inside);
    return add(x, 2);
  });
  expect(data?.[size - 1]).toBe(3);
  expect(isRight(first, 4)).toBe(true);
  expect(isRight(second, 7)).toBe(true);
});

test("zeros are zeros in a place that was used", () => {
  scope(() => full([size], 9));
  for (let i = 0; i < 3; i++) expect(scope(() => sum(zeros([size])).item())).toBe(0);
});

test("what is disposed of gives its place up; what is not keeps its numbers, however many there are", () => {
  const first = scope(() => add(full([size], 1), 1));
  const place = bufferOf(first);
  first[Symbol.dispose]();
  expect(bufferOf(scope(() => full([size], 2)))).toBe(place);
  const many = Array.from({ length: 100 }, (_, i) => scope(() => add(full([size], i), 0.5)));
  expect(new Set(many.map(bufferOf)).size).toBe(100);
  expect(many.every((each, i) => isRight(each, i + 0.5))).toBe(true);
});

test("steps of a training end where they should", () => {
  const target = full([size], 2);
  const slope = grad((w: Tensor) => sum(square(sub(w, target))));
  let weights = zeros([size]);
  for (let i = 0; i < 20; i++) weights = scope(() => sub(weights, mul(slope(weights), 0.25)));
  expect(isRight(weights, 2 - 2 ** -19)).toBe(true);
});
