import { barX, ruleX, text } from "@observablehq/plot";
import { formatNumber } from "../text/format.ts";
import type { Html } from "../text/html.ts";
import { shortNames } from "../text/names.ts";
import { drawPlot } from "./drawPlot.ts";
import { blue, orange } from "./palette.ts";

export type CoefficientBar = { readonly name: string; readonly value: number };

const rowHeight = 25;
// Room for the number behind the longest bar, as a part of its length.
const numberRoom = 0.42;

/**
 * Bars to both sides of 0, each name on the side that its bar leaves free.
 *
 * @param label - what the figure shows.
 * @param bars - in the order from top to bottom.
 * @param largest - the absolute value that fills a side: the same for figures that are to be compared.
 */
export const coefficientBars = (label: string, bars: readonly CoefficientBar[], largest: number): Html => {
  const side = largest > 0 ? largest * (1 + numberRoom) : 1;
  const names = shortNames(
    bars.map(({ name }) => name),
    22,
  );
  const rows = bars.map(({ value }, row) => ({ value, row, name: names[row] }));
  type Row = (typeof rows)[number];
  const positive = rows.filter(({ value }) => value >= 0);
  const negative = rows.filter(({ value }) => value < 0);
  const number = { text: ({ value }: Row) => formatNumber(value, 2), x: "value", y: "row" } as const;
  const name = { text: "name", x: 0, y: "row" } as const;
  return drawPlot(label, {
    height: rowHeight * bars.length + 8,
    marginLeft: 0,
    marginRight: 0,
    marginTop: 4,
    marginBottom: 4,
    x: { domain: [-side, side], axis: null },
    y: { type: "band", domain: rows.map(({ row }) => row), axis: null, padding: 0.28 },
    marks: [
      barX(positive, { x: "value", y: "row", fill: blue }),
      barX(negative, { x: "value", y: "row", fill: orange }),
      text(positive, { ...name, dx: -7, textAnchor: "end" }),
      text(negative, { ...name, dx: 7, textAnchor: "start" }),
      text(positive, { ...number, dx: 5, textAnchor: "start" }),
      text(negative, { ...number, dx: -5, textAnchor: "end" }),
      ruleX([0], { stroke: "currentColor" }),
    ],
  });
};
