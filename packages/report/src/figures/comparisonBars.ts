import { barX, text } from "@observablehq/plot";
import type { Html } from "../text/html.ts";
import { drawPlot, fontSize } from "./drawPlot.ts";
import { blue, muted } from "./palette.ts";

export type ComparisonBar = {
  readonly name: string;
  /** Infinity has no bar, only its number. */
  readonly value: number;
  readonly formatted: string;
  readonly isModel: boolean;
};

const rowHeight = 50;

/** A measure of the model beside the same measure of guessing: bars from 0, each with its number. */
export const comparisonBars = (measure: string, bars: readonly ComparisonBar[]): Html => {
  const label = `${measure}: ${bars.map(({ name, formatted }) => `${name} ${formatted}`).join(", ")}`;
  const drawn = bars.map((bar) => ({ ...bar, length: Number.isFinite(bar.value) ? bar.value : 0 }));
  type Bar = (typeof drawn)[number];
  const y = "name" as const;
  return drawPlot(label, {
    height: rowHeight * bars.length,
    marginLeft: 0,
    marginRight: 64,
    marginTop: 0,
    marginBottom: 0,
    x: { axis: null, domain: [0, Math.max(...drawn.map(({ length }) => length), Number.MIN_VALUE)] },
    y: { axis: null, domain: bars.map(({ name }) => name), padding: 0 },
    marks: [
      barX(drawn, {
        x: "length",
        y,
        insetTop: 21,
        insetBottom: 10,
        fill: ({ isModel }: Bar) => (isModel ? blue : muted),
      }),
      text(drawn, { text: "name", x: 0, y, dy: -14, textAnchor: "start" }),
      text(drawn, { text: "formatted", x: "length", y, dy: 6, dx: 7, textAnchor: "start", fontWeight: 600, fontSize }),
    ],
  });
};
