import type { CalibrationBin } from "@surprisal/metrics";
import { axisX, rect, ruleY, text } from "@observablehq/plot";
import { formatCount, formatTick } from "../text/format.ts";
import type { Html } from "../text/html.ts";
import { drawPlot } from "./drawPlot.ts";
import { blue } from "./palette.ts";

/** How many rows got a probability in each bin, with the counts written out. */
export const scoreHistogram = (label: string, axis: string, bins: readonly CalibrationBin[]): Html =>
  drawPlot(label, {
    height: 144,
    marginLeft: 40,
    marginRight: 14,
    marginTop: 22,
    marginBottom: 40,
    x: { domain: [0, 1], label: null },
    y: { axis: null, domain: [0, Math.max(...bins.map(({ count }) => count), 1)] },
    marks: [
      axisX({
        ticks: [0, 0.2, 0.4, 0.6, 0.8, 1],
        tickFormat: formatTick,
        tickSize: 0,
        label: axis,
        labelAnchor: "right",
        labelArrow: "none",
      }),
      rect(bins, { x1: "low", x2: "high", y1: 0, y2: "count", inset: 0.5, fill: blue, fillOpacity: 0.75 }),
      text(
        bins.filter(({ count }) => count > 0),
        {
          x: ({ low, high }: CalibrationBin) => (low + high) / 2,
          y: "count",
          dy: -8,
          fontSize: 11,
          text: ({ count }: CalibrationBin) => (count < 1e4 ? String(count) : `${formatCount(count / 1000)}k`),
        },
      ),
      ruleY([0], { stroke: "currentColor" }),
    ],
  });
