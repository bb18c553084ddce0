import { axisX, axisY, dot, gridY, lineY } from "@observablehq/plot";
import { formatNumber, formatTick } from "../text/format.ts";
import type { Html } from "../text/html.ts";
import { drawPlot } from "./drawPlot.ts";
import { logTicks } from "./logTicks.ts";
import { blue, faint } from "./palette.ts";

export type CurvePoint = { readonly iteration: number; readonly value: number };

const logFrom = 5;

/** A curve over iterations. Its axis is logarithmic where all values are positive and the largest is five times the smallest. */
export const trainingCurve = (name: string, points: readonly CurvePoint[]): Html => {
  const values = points.map(({ value }) => value);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const logarithmic = low > 0 && high / low >= logFrom;
  const ticks = logarithmic ? { ticks: logTicks(low, high) } : { ticks: 5 };
  const last = points.slice(-1);
  const [from, to] = [points[0]?.value ?? Number.NaN, last[0]?.value ?? Number.NaN];
  const label = `${name} against iteration: from ${formatNumber(from)} to ${formatNumber(to)}${logarithmic ? ", logarithmic scale" : ""}`;
  const channels = { x: "iteration", y: "value" } as const;
  return drawPlot(label, {
    height: 216,
    marginLeft: 52,
    marginRight: 14,
    marginTop: 12,
    marginBottom: 40,
    x: { label: null },
    y: { type: logarithmic ? "log" : "linear", nice: !logarithmic, label: null },
    marks: [
      gridY({ ...ticks, stroke: faint, strokeOpacity: 1 }),
      axisY({ ...ticks, tickFormat: formatTick, tickSize: 0 }),
      axisX({
        ticks: 6,
        tickFormat: (x: number) => (Number.isInteger(x) ? formatTick(x) : ""),
        tickSize: 0,
        label: "iteration",
        labelAnchor: "right",
        labelArrow: "none",
      }),
      lineY(points, { ...channels, stroke: blue, strokeWidth: 2 }),
      dot(last, { ...channels, r: 3.5, fill: blue }),
    ],
  });
};
