import fc from "fast-check";
import { expect, it } from "vitest";
import { FreeSpace } from "../../src/memory/freeSpace.ts";

/** What FreeSpace does, by looking at the ranges in use: the first place in the order of addresses that none of them overlaps. */
function firstFit(used: readonly { start: number; end: number }[], limit: number, bytes: number): number | undefined {
  const starts = [0, ...used.map(({ end }) => end)].toSorted((a, b) => a - b);
  return starts.find(
    (start) =>
      start + bytes <= limit &&
      used.every((range) => (start >= range.start ? start >= range.end : start + bytes <= range.start)),
  );
}

const step = fc.oneof(
  fc.record({ take: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ give: fc.nat() }),
  fc.record({ grow: fc.integer({ min: 1, max: 60 }) }),
);

it("takes the first place that is free, and joins what is given back", () => {
  // From 0, and around 2 and 4 GiB, in steps of a page.
  const property = fc.property(
    fc.array(step, { maxLength: 200 }),
    fc.constantFrom(1, 65_536 * 64),
    fc.nat({ max: 100 }),
    (steps, unit, first) => {
      const space = new FreeSpace();
      let limit = first * unit;
      if (limit > 0) space.give(0, limit);
      const used: { start: number; end: number }[] = [];
      for (const each of steps) {
        if ("grow" in each) {
          space.give(limit, limit + each.grow * unit);
          limit += each.grow * unit;
        } else if ("take" in each) {
          const bytes = each.take * unit;
          const start = space.take(bytes);
          expect(start).toBe(firstFit(used, limit, bytes));
          if (start !== undefined) used.push({ start, end: start + bytes });
        } else if (used.length > 0) {
          const [range] = used.splice(each.give % used.length, 1) as [{ start: number; end: number }];
          space.give(range.start, range.end);
        }
        const inUse = used.reduce((sum, { start, end }) => sum + end - start, 0);
        expect(space.free.total).toBe(limit - inUse);
      }
      for (const { start, end } of used) space.give(start, end);
      expect(space.free).toEqual({ total: limit, largest: limit });
      expect(space.before(limit)).toBe(limit);
    },
  );
  fc.assert(property, { numRuns: 300 });
});

it("knows what is free before an address", () => {
  const space = new FreeSpace();
  expect(space.before(64)).toBe(0);
  space.give(64, 128);
  space.give(192, 256);
  expect([space.before(128), space.before(192), space.before(256)]).toEqual([64, 0, 64]);
  expect(space.free).toEqual({ total: 128, largest: 64 });
});

it("takes the first place that begins at a multiple, and leaves what lies before it", () => {
  const space = new FreeSpace();
  space.give(10, 100);
  space.give(120, 200);
  expect(space.take(40, 64)).toBe(128);
  expect(space.take(36, 64)).toBe(64);
  expect([space.take(54), space.take(8), space.take(32)]).toEqual([10, 120, 168]);
  expect(space.take(1)).toBeUndefined();
});
