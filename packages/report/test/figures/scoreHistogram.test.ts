import { expect, test } from "vitest";
import { scoreHistogram } from "../../src/figures/scoreHistogram.ts";
import { readFigure } from "./readFigure.ts";

const bin = (low: number, count: number) => ({ low, high: low + 0.1, count, meanPrediction: low, fractionPositive: 0 });

test("heights are in proportion to the counts, and the counts are written", () => {
  const figure = readFigure(scoreHistogram("Histogram", "probability", [bin(0, 5000), bin(0.5, 20_000)]));
  expect(figure.label).toBe("Histogram");
  // Half a unit is left free on each side.
  expect((figure.bars[1]!.height + 1) / (figure.bars[0]!.height + 1)).toBeCloseTo(4, 6);
  expect(figure.bars.map((bar) => Math.round(bar.x))).toEqual([41, 186]);
  expect(figure.texts).toEqual(expect.arrayContaining(["probability", "5000", "20k"]));
});
