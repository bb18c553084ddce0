import { expect, test } from "vitest";
import { reliabilityDiagram } from "../../src/figures/reliabilityDiagram.ts";
import { readFigure } from "./readFigure.ts";

// The square of the axes: 0 and 1 of each.
const x = (value: number) => 40 + 290 * value;
const y = (value: number) => 260 - 230 * value;

test("points and their intervals stand where the numbers say", () => {
  const points = [
    { low: 0.1, high: 0.2, count: 20, meanPrediction: 0.15, fractionPositive: 0 },
    { low: 0.9, high: 1, count: 20, meanPrediction: 0.95, fractionPositive: 0.5 },
  ];
  const figure = readFigure(reliabilityDiagram("Reliability", { x: "said", y: "came true" }, points));
  expect(figure.label).toBe("Reliability");
  expect(figure.texts).toEqual(expect.arrayContaining(["said", "came true", "0.2"]));
  expect(figure.dots.map((dot) => [dot.x, dot.y].map((each) => each.toFixed(6)))).toEqual(
    points.map((bin) => [x(bin.meanPrediction), y(bin.fractionPositive)].map((each) => each.toFixed(6))),
  );
  const intervals = figure.page
    .all("svg g[stroke-width='1.5'] line")
    .map((line) => [line.getAttribute("x1"), line.getAttribute("y1"), line.getAttribute("y2")].map(Number));
  // Wilson's intervals of 0 of 20 and of 10 of 20.
  const expected = [
    [x(0.15), y(0), y(0.1611)],
    [x(0.95), y(0.2993), y(0.7007)],
  ];
  expect(intervals).toHaveLength(2);
  intervals.flat().forEach((value, i) => expect(value).toBeCloseTo(expected.flat()[i]!, 1));
});
