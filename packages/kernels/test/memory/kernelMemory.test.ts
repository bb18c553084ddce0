import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

/** As TypeScript knows it only with the library of the DOM. */
const { WebAssembly } = globalThis as unknown as {
  readonly WebAssembly: { Memory: new (limits: { readonly maximum?: number }) => object };
};

const load = () => import("@surprisal/kernels");

beforeEach(() => vi.resetModules());
afterEach(() => vi.restoreAllMocks());

describe.each([true, false])("with threads: %s", (threads) => {
  it("is one memory, shared where it can be, that modules import", async () => {
    const { allocate, f64, kernelMemory, kernelMemoryImport, ModuleBuilder, supports } = await load();
    vi.spyOn(supports, "threads", "get").mockReturnValue(threads);
    expect(kernelMemory().buffer instanceof SharedArrayBuffer).toBe(threads);
    const module = new ModuleBuilder({ memory: kernelMemoryImport() });
    module.function("read", { parameters: ["i32"], result: "f64", export: true }, (f, at) => f.return(f64.load(at)));
    const { read } = module.instantiate(kernelMemory());
    const block = allocate(8);
    block.array(Float64Array)[0] = 5;
    allocate(10 * 2 ** 20).free();
    expect(read!(block.offset)).toBe(5);
    // Beyond 2 GiB, where an address is negative as an i32.
    const low = allocate(2 ** 31);
    const high = allocate(16);
    high.array(Float64Array)[1] = 7;
    expect(read!(high.offset + 8)).toBe(7);
    low.free();
  });
});

it("knows its arrays when another shared memory has grown, and engines renew the buffers of all", async () => {
  const { allocate, createMemory, isInKernelMemory, kernelMemory } = await load();
  const block = allocate(64);
  const before = block.array(Float64Array);
  createMemory({ minimum: 1, maximum: 2, shared: true }).grow(1);
  // They come to it in loops.
  let turns = 0;
  while (kernelMemory().buffer === before.buffer && turns < 1e7) turns++;
  const arrays = [before, block.array(Float64Array), new Float64Array(kernelMemory().buffer, block.offset, 1)];
  expect(arrays.map(isInKernelMemory)).toEqual([true, true, true]);
});

it("is smaller where so much is refused", async () => {
  const original = WebAssembly.Memory;
  const asked: (number | undefined)[] = [];
  vi.spyOn(WebAssembly, "Memory").mockImplementation(function (limits: { readonly maximum?: number }) {
    asked.push(limits.maximum);
    if ((limits.maximum ?? 0) > 20_000) throw new RangeError("could not allocate memory");
    return new original(limits);
  });
  const { allocate, supports } = await load();
  vi.spyOn(supports, "threads", "get").mockReturnValue(false);
  expect(allocate(2 ** 20).array(Uint8Array).length).toBe(2 ** 20);
  expect(asked).toEqual([65_535, 32_767, 16_383]);
  expect(() => allocate(2 ** 31)).toThrow("allocate: needs 2147483648 bytes");
});

it("says what is wrong where there is no memory at all", async () => {
  vi.spyOn(WebAssembly, "Memory").mockImplementation(function () {
    throw new RangeError("could not allocate memory");
  });
  const { allocate, supports } = await load();
  vi.spyOn(supports, "threads", "get").mockReturnValue(false);
  expect(() => allocate(8)).toThrow("could not allocate memory");
});
