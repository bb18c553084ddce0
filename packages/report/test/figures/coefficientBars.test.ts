import { expect, test } from "vitest";
import { coefficientBars } from "../../src/figures/coefficientBars.ts";
import { readFigure } from "./readFigure.ts";

test("lengths are in proportion to the values, to the right of 0 or to its left", () => {
  const bars = [
    { name: "weight", value: 2 },
    { name: "<b>", value: -1 },
    { name: "zero", value: 0 },
  ];
  const figure = readFigure(coefficientBars("Coefficients of <x>", bars, 2));
  expect(figure.label).toBe("Coefficients of <x>");
  const [zero, right, left] = [figure.bars[1], figure.bars[0], figure.bars[2]];
  expect(right!.x).toBe(172);
  expect(left!.x + left!.width).toBeCloseTo(172, 9);
  expect(right!.width / left!.width).toBeCloseTo(2, 9);
  expect(zero!.width).toBe(0);
  expect([right!.y < left!.y, left!.y < zero!.y]).toEqual([true, true]);
  expect(figure.texts.toSorted()).toEqual(["0", "2.0", "<b>", "weight", "zero", "−1.0"].toSorted());
});

test("figures of the same `largest` can be compared; without any weight there is nothing to draw", () => {
  const width = (value: number) => readFigure(coefficientBars("", [{ name: "a", value }], 4)).bars[0]!.width;
  expect(width(4) / width(1)).toBeCloseTo(4, 9);
  expect(readFigure(coefficientBars("", [{ name: "a", value: 0 }], 0)).bars[0]!.width).toBe(0);
});
