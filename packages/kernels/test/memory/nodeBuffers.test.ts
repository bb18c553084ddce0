import { afterEach, describe, expect, test, vi } from "vitest";
import { allocate, blankBuffer, copyNumbers } from "../../src/index.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

type Numbers = Float32Array | Float64Array | Int32Array | Uint8Array;
const types = { Float32Array, Float64Array, Int32Array, Uint8Array } as const;
const names = ["Float32Array", "Float64Array", "Int32Array", "Uint8Array"] as const;

/** Where arrays are all there is: a browser, and a platform that has Node's names but not what is fast of it. */
const platforms: Readonly<Record<string, () => void>> = {
  Node: () => undefined,
  "a browser": () => {
    vi.stubGlobal("Buffer", undefined);
    vi.stubGlobal("process", undefined);
  },
  Deno: () => {
    vi.stubGlobal("process", { versions: { node: "24.0.0", deno: "2.0.0" } });
    // Whoever uses it fails.
    vi.stubGlobal("Buffer", {});
  },
};

describe.each(Object.entries(platforms))("in %s", (_, enter) => {
  test.each(names)("%s is copied as by set, to any place", (name) => {
    const Type = types[name];
    const size = 5000;
    const block = allocate((size + 10) * Type.BYTES_PER_ELEMENT);
    enter();
    const shared = block.array<Numbers>(Type);
    const numbers: Numbers = new Type(Array.from({ length: size + 10 }, (__, i) => i % 251));
    for (const count of [0, 3, size]) {
      shared.fill(7);
      copyNumbers(numbers, 2, count, shared, 5);
      const expected = new Type(size + 10).fill(7);
      expected.set(numbers.subarray(2, 2 + count), 5);
      expect(new Type(shared)).toEqual(expected);
      const back = new Type(size + 20).subarray(1);
      copyNumbers(shared, 1, count, back, 4);
      expect(back.subarray(4, 4 + count)).toEqual(expected.subarray(1, 1 + count));
      expect([back[3], back[4 + count]]).toEqual([0, 0]);
    }
    block.free();
  });

  test("what is of another type is converted", () => {
    enter();
    const from = Float64Array.from({ length: 5000 }, (__, i) => i + 0.1);
    const to = new Float32Array(5000);
    copyNumbers(from, 0, 5000, to, 0);
    expect(to).toEqual(Float32Array.from(from));
  });

  test("nothing is written beside what is to be written", () => {
    enter();
    const all = new Float64Array(4000);
    const part = all.subarray(1000, 3000);
    expect(() => copyNumbers(new Float64Array(2000).fill(1), 0, 2000, part, 1)).toThrow(RangeError);
    expect(all).toEqual(new Float64Array(4000));
    // Nor is more read than there is.
    const to = new Float64Array(3000);
    copyNumbers(part.fill(2), 500, 2000, to, 0);
    expect(to).toEqual(new Float64Array(3000).fill(2, 0, 1500));
  });

  test.each([0, 40, 400_000])("a blank buffer of %i bytes is memory of its own, whole", (bytes) => {
    enter();
    const buffer = blankBuffer(bytes);
    expect(buffer).toBeInstanceOf(ArrayBuffer);
    expect(buffer.byteLength).toBe(bytes);
    expect(structuredClone(buffer, { transfer: [buffer] }).byteLength).toBe(bytes);
  });
});

test("bits of every NaN stay as they are", () => {
  const bits = Int32Array.from({ length: 2000 }, (_, i) => 0x7f800001 + i);
  const to = new Int32Array(2000);
  copyNumbers(new Float32Array(bits.buffer), 0, 2000, new Float32Array(to.buffer), 0);
  expect(to).toEqual(bits);
});
