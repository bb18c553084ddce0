import { axisX, axisY, gridY, lineY, ruleY } from "@observablehq/plot";
import { blue, drawPlot, faint, formatTick, html, muted, type Html } from "@surprisal/report/parts";
import type { CurvePoint } from "./curve.ts";

/** One curve with what one sees in it. */
export function curveFigure(
  title: string,
  axis: string,
  curve: readonly CurvePoint[],
  height: (point: CurvePoint) => number,
  words: string,
): Html {
  const points = curve.map((point) => ({ t: point.t, height: height(point) }));
  const heights = points.map((point) => point.height).filter(Number.isFinite);
  const [low, high] = [Math.min(0, ...heights), Math.max(0, ...heights)];
  const domain = high > low ? [low, high] : [-1, 1];
  const drawing = drawPlot(`${title} against the ${axis}. ${words}`, {
    height: 190,
    marginLeft: 44,
    marginRight: 12,
    marginTop: 10,
    marginBottom: 40,
    x: { label: null },
    y: { domain, nice: true, label: null },
    marks: [
      gridY({ ticks: 4, stroke: faint, strokeOpacity: 1 }),
      axisY({ ticks: 4, tickFormat: formatTick, tickSize: 0 }),
      axisX({ ticks: 6, tickFormat: formatTick, tickSize: 0, label: axis, labelAnchor: "center", labelArrow: "none" }),
      ruleY([0], { stroke: muted }),
      lineY(points, { x: "t", y: "height", stroke: blue, strokeWidth: 2 }),
    ],
  });
  return html`<figure>
    <figcaption>${title}</figcaption>
    ${drawing}
    <p class="seen">${words}</p>
  </figure>`;
}
