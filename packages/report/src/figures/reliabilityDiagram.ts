import type { CalibrationBin } from "@surprisal/metrics";
import { axisX, axisY, dot, gridX, gridY, link, ruleX } from "@observablehq/plot";
import { formatTick } from "../text/format.ts";
import type { Html } from "../text/html.ts";
import { wilsonInterval } from "../wilsonInterval.ts";
import { drawPlot } from "./drawPlot.ts";
import { blue, faint, muted } from "./palette.ts";

const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];

/** What the model said against what came true, one point a bin with its 95% interval; the dashed line is where both agree. */
export const reliabilityDiagram = (
  label: string,
  axis: { x: string; y: string },
  points: readonly CalibrationBin[],
): Html => {
  const intervals = points.map(({ meanPrediction, count, fractionPositive }) => {
    const [low, high] = wilsonInterval(Math.round(count * fractionPositive), count);
    return { meanPrediction, low, high };
  });
  const channels = { x: "meanPrediction", y: "fractionPositive" } as const;
  return drawPlot(label, {
    height: 300,
    marginLeft: 40,
    marginRight: 14,
    marginTop: 30,
    marginBottom: 40,
    x: { domain: [0, 1], label: null },
    y: { domain: [0, 1], label: null },
    marks: [
      gridX({ ticks, stroke: faint, strokeOpacity: 1 }),
      gridY({ ticks, stroke: faint, strokeOpacity: 1 }),
      axisX({ ticks, tickFormat: formatTick, tickSize: 0, label: axis.x, labelAnchor: "right", labelArrow: "none" }),
      axisY({ ticks, tickFormat: formatTick, tickSize: 0, label: axis.y, labelAnchor: "top", labelArrow: "none" }),
      link([0], { x1: 0, y1: 0, x2: 1, y2: 1, stroke: muted, strokeDasharray: "5 4" }),
      ruleX(intervals, {
        x: "meanPrediction",
        y1: "low",
        y2: "high",
        stroke: blue,
        strokeWidth: 1.5,
      }),
      dot(points, { ...channels, r: 4, fill: blue }),
    ],
  });
};
