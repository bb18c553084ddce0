import { dot, text } from "@observablehq/plot";
import { expect, test } from "vitest";
import { drawPlot } from "../../src/figures/drawPlot.ts";
import { readFigure } from "./readFigure.ts";

test("one image with one label: no style sheet, and no labels or roles of parts", () => {
  const { page, label } = readFigure(
    drawPlot('A "label" <b>', {
      height: 100,
      marks: [dot([[1, 2]]), text(["<script>alert(1)</script>"], { x: [1], y: [2] })],
    }),
  );
  expect(label).toBe('A "label" <b>');
  expect(page.all("svg")).toHaveLength(1);
  expect(page.all("svg style, svg script, svg title")).toEqual([]);
  expect(page.all("svg [aria-label], svg [aria-hidden], svg [role], svg [class]")).toEqual([]);
  expect(page.all("svg text").at(-1)?.textContent).toBe("<script>alert(1)</script>");
  expect(page.document.querySelector("svg")?.getAttribute("viewBox")).toBe("0 0 344 100");
});
