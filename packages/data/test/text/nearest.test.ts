import { expect, test } from "vitest";
import { nearestFirst } from "../../src/text/nearest.ts";

test("the fewest changed letters first, capitals or not; equals keep their order", () => {
  expect(nearestFirst("LABEL", ["island", "labels", "label"])).toEqual(["label", "labels", "island"]);
  expect(nearestFirst("kitten", ["y", "sitting", "x"])).toEqual(["sitting", "y", "x"]);
});

test("long names take no long time", () => {
  const start = performance.now();
  nearestFirst("a".repeat(1e6), ["b".repeat(1e6)]);
  expect(performance.now() - start).toBeLessThan(1000);
});
