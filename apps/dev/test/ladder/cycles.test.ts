import fc from "fast-check";
import { expect, test } from "vitest";
import { findCycles } from "../../src/ladder/cycles.ts";

const graph = (arrows: Record<string, string[]>) => new Map(Object.entries(arrows));

test("none in a tree", () => {
  expect(findCycles(graph({ a: ["b", "c"], b: ["c"], c: ["gone"] }))).toEqual([]);
});

test("a node that points to itself", () => {
  expect(findCycles(graph({ a: ["a"] }))).toEqual([["a"]]);
});

test("the shortest way round, and each cycle once", () => {
  const arrows = graph({ a: ["b", "x"], b: ["c"], c: ["d"], d: ["a"], x: ["a"], y: ["z"], z: ["y"] });
  expect(findCycles(arrows)).toEqual([
    ["a", "x"],
    ["b", "c", "d", "a"],
    ["y", "z"],
  ]);
});

test("arrows that only climb have no cycle; one that closes the way is found", () => {
  const climbing = fc.array(fc.tuple(fc.nat(20), fc.nat(20)), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(climbing, (pairs) => {
      const arrows = new Map<string, string[]>();
      const add = (from: number, to: number) =>
        arrows.set(String(from), [...(arrows.get(String(from)) ?? []), String(to)]);
      for (const [a, b] of pairs) if (a !== b) add(Math.min(a, b), Math.max(a, b));
      expect(findCycles(arrows)).toEqual([]);

      const start = pairs.find(([a, b]) => a !== b);
      if (!start) return;
      add(Math.max(...start), Math.min(...start));
      expect(findCycles(arrows).length).toBeGreaterThan(0);
      for (const cycle of findCycles(arrows)) {
        for (const [i, node] of cycle.entries()) {
          expect(arrows.get(node)).toContain(cycle[(i + 1) % cycle.length]);
        }
      }
    }),
  );
});
