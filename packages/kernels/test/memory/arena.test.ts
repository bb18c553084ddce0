import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMemory } from "@surprisal/kernels";
import { Arena } from "../../src/memory/arena.ts";
import type { Block } from "../../src/memory/block.ts";

const page = 65_536;

describe.each([true, false])("shared: %s", (shared) => {
  const arenaOf = (minimum: number, maximum: number): { arena: Arena; memory: ReturnType<typeof createMemory> } => {
    const memory = createMemory({ minimum, maximum, shared });
    return { arena: new Arena(memory), memory };
  };

  it("hands out blocks that do not overlap, and keeps what is written into each, however often it grows", () => {
    const step = fc.oneof(fc.record({ allocate: fc.integer({ min: 0, max: 100_000 }) }), fc.record({ free: fc.nat() }));
    const property = fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { arena, memory } = arenaOf(1, 200);
      const live: { block: Block; mark: number }[] = [];
      for (const [mark, each] of steps.entries()) {
        if ("allocate" in each) {
          const block = arena.allocate(each.allocate);
          expect(block).toMatchObject({ bytes: each.allocate });
          expect(block.offset % 64).toBe(0);
          expect(block.offset).toBeGreaterThan(0);
          // A vector may be read across the end.
          expect(block.offset + block.bytes + 64).toBeLessThanOrEqual(memory.buffer.byteLength);
          block.array(Uint8Array).fill(mark);
          live.push({ block, mark });
        } else if (live.length > 0) {
          const [{ block, mark: own }] = live.splice(each.free % live.length, 1) as [(typeof live)[0]];
          expect(block.array(Uint8Array).every((byte) => byte === own)).toBe(true);
          block.free();
        }
      }
      for (const { block, mark } of live) {
        expect(block.array(Uint8Array).every((byte) => byte === mark)).toBe(true);
        block.free();
      }
      // All of it is one piece again.
      const before = memory.buffer.byteLength;
      arena.allocate(before - 128);
      expect(memory.buffer.byteLength).toBe(before);
    });
    fc.assert(property, { numRuns: 30 });
  });

  it("grows by what is missing of the free end, or an eighth", () => {
    const { arena, memory } = arenaOf(16, 64);
    arena.allocate(10 * page);
    arena.allocate(7 * page);
    expect(memory.buffer.byteLength).toBe(18 * page);
    arena.allocate(20 * page);
    expect(memory.buffer.byteLength).toBe(38 * page);
    arena.allocate(page);
    expect(memory.buffer.byteLength).toBe(43 * page);
  });

  it("takes the last page that there is", () => {
    const { arena, memory } = arenaOf(16, 17);
    arena.allocate(17 * page - 128);
    expect(memory.buffer.byteLength).toBe(17 * page);
  });

  it("says at the limit what is needed and what there is, and loses nothing", () => {
    const { arena } = arenaOf(1, 4);
    const [first, second] = [arena.allocate(2 * page), arena.allocate(page)];
    first.array(Uint8Array).fill(7);
    const message =
      "allocate: needs 131072 bytes, has 65408 in one piece (65408 free, 196608 in use), and the memory grows no further";
    expect(() => arena.allocate(2 * page)).toThrow(new RangeError(message));
    expect(first.array(Uint8Array).every((byte) => byte === 7)).toBe(true);
    second.free();
    expect(arena.allocate(2 * page - 128).offset).toBe(second.offset);
  });

  it("reaches beyond 2 GiB", () => {
    const { arena, memory } = arenaOf(1, 65_535);
    const low = arena.allocate(2 ** 31);
    const high = arena.allocate(2 ** 20);
    // Both begin with a page of the machine.
    expect(high.offset).toBe(2 ** 31 + 4096);
    high.array(Float64Array).set([1, 2]);
    expect([...new Float64Array(memory.buffer, high.offset, 2)]).toEqual([1, 2]);
    low.free();
    expect(arena.allocate(2 ** 31).offset).toBe(4096);
    expect(() => arena.allocate(2 ** 32)).toThrow("allocate: needs 4294967296 bytes");
  });
});

it("refuses what is no number of bytes", () => {
  const arena = new Arena(createMemory({ minimum: 1, maximum: 1 }));
  for (const bytes of [-1, 0.5, Number.NaN, Infinity]) {
    expect(() => arena.allocate(bytes)).toThrow(
      new RangeError(`allocate: bytes is ${bytes}, expected a whole number from 0`),
    );
  }
});
