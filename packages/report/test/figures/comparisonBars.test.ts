import { expect, test } from "vitest";
import { comparisonBars } from "../../src/figures/comparisonBars.ts";
import { readFigure } from "./readFigure.ts";

const bar = (name: string, value: number, formatted: string) => ({ name, value, formatted, isModel: name === "model" });

test("bars from 0, each with its number; the label says it all", () => {
  const figure = readFigure(comparisonBars("Accuracy", [bar("guessing", 0.25, "25%"), bar("model", 0.75, "75%")]));
  expect(figure.label).toBe("Accuracy: guessing 25%, model 75%");
  expect(figure.bars.map(({ x }) => x)).toEqual([0, 0]);
  expect(figure.bars[1]!.width / figure.bars[0]!.width).toBeCloseTo(3, 9);
  expect(figure.texts).toEqual(["guessing", "model", "25%", "75%"]);
});

test("Infinity has its word and no bar, and nothing but zeros has bars of no length", () => {
  const figure = readFigure(
    comparisonBars("Loss", [bar("guessing", 2, "2"), bar("model", Number.POSITIVE_INFINITY, "infinite")]),
  );
  expect(figure.bars.map(({ width }) => width)).toEqual([280, 0]);
  expect(figure.texts.at(-1)).toBe("infinite");
  const zeros = readFigure(comparisonBars("Loss", [bar("guessing", 0, "0"), bar("model", 0, "0")]));
  expect(zeros.bars.map(({ width }) => width)).toEqual([0, 0]);
});
