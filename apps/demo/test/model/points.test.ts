import { expect, test } from "vitest";
import { centre, drawPoints, type Points } from "../../src/model/points.ts";
import { pointCount } from "../../src/model/screen.ts";

const usual = { seed: 3, overlap: 1, flip: 0 };

/** Mean and standard deviation of a coordinate over the points of a class. */
function spread({ features, labels }: Points, label: number, coordinate: number): { mean: number; deviation: number } {
  const values = Array.from(labels).flatMap((each, i) =>
    each === label ? [features[2 * i + coordinate] ?? Number.NaN] : [],
  );
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return { mean, deviation: Math.sqrt(values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length) };
}

test("two clouds of 1000 points around opposite centres", () => {
  const points = drawPoints(usual);
  expect(points.features).toHaveLength(2 * pointCount);
  expect(points.labels.reduce((a, b) => a + b, 0)).toBe(pointCount / 2);
  for (const [coordinate, middle] of centre.entries()) {
    // Four standard errors of a mean of 1000.
    expect(Math.abs(spread(points, 1, coordinate).mean - middle)).toBeLessThan(0.13);
    expect(Math.abs(spread(points, 0, coordinate).mean + middle)).toBeLessThan(0.13);
    expect(spread(points, 1, coordinate).deviation).toBeCloseTo(1, 1);
  }
});

test("the overlap is the standard deviation", () => {
  expect(spread(drawPoints({ ...usual, overlap: 2 }), 0, 0).deviation).toBeCloseTo(
    2 * spread(drawPoints(usual), 0, 0).deviation,
    12,
  );
});

test("the same seed gives the same points, another seed others", () => {
  expect(drawPoints(usual)).toEqual(drawPoints(usual));
  expect(drawPoints({ ...usual, seed: 4 }).features).not.toEqual(drawPoints(usual).features);
});

test("flips turn labels, leave points, and more flips keep those already turned", () => {
  const [none, some, more] = [0, 10, 30].map((flip) => drawPoints({ ...usual, flip })) as [Points, Points, Points];
  expect(some.features).toEqual(none.features);
  const turned = (points: Points) =>
    Array.from(points.labels.keys()).filter((i) => points.labels[i] !== none.labels[i]);
  expect(turned(some).length / pointCount).toBeCloseTo(0.1, 1);
  expect(turned(more).length / pointCount).toBeCloseTo(0.3, 1);
  expect(turned(more)).toEqual(expect.arrayContaining(turned(some)));
});
