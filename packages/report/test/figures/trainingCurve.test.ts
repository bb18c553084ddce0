import { expect, test } from "vitest";
import { trainingCurve } from "../../src/figures/trainingCurve.ts";
import { readFigure } from "./readFigure.ts";

const draw = (values: readonly number[]) =>
  readFigure(
    trainingCurve(
      "Objective",
      values.map((value, i) => ({ iteration: i + 1, value })),
    ),
  );

test("a linear axis where the values lie close together", () => {
  const figure = draw([4, 3, 2]);
  expect(figure.label).toBe("Objective against iteration: from 4.00 to 2.00");
  expect(figure.texts).toEqual(expect.arrayContaining(["2", "2.5", "3", "3.5", "4", "iteration"]));
  expect(figure.dots).toHaveLength(1);
});

test("a logarithmic axis where they span orders of magnitude", () => {
  const figure = draw([1000, 1, 1e-6]);
  expect(figure.label).toBe("Objective against iteration: from 1000 to 1.00e−6, logarithmic scale");
  expect(figure.texts).toEqual(expect.arrayContaining(["100", "1", "1e−4", "1e−6"]));
});

test("values below 0 and a flat line are drawn too", () => {
  expect(draw([1, -5]).label).toBe("Objective against iteration: from 1.00 to −5.00");
  const flat = draw([3, 3, 3]);
  expect(flat.dots[0]?.y).toBeGreaterThan(0);
  expect(flat.page.all("svg path").every((path) => !/NaN/.test(path.getAttribute("d") ?? ""))).toBe(true);
});
