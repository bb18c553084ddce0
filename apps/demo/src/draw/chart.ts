// oxlint-disable-next-line import/no-unassigned-import -- it makes the next import safe
import "./language.ts";
import uPlot from "uplot";
import type { Yardstick } from "../model/screen.ts";
import { lossTitles, percent } from "../model/words.ts";
import { dashes, type Palette } from "./palette.ts";
import type { Size } from "./view.ts";

// uPlot declares an enum for it, and exports none.
// oxlint-disable-next-line typescript/no-unsafe-enum-assignment
const logarithmic: uPlot.Scale.Distr.Logarithmic = 3;

export interface ChartOptions {
  readonly size: Size;
  readonly palette: Palette;
  readonly yardstick: Yardstick;
  /** A quiet line across, at what both are to reach. */
  readonly target: number | undefined;
  readonly font: string;
  /** The place in the data under the pointer, or null. */
  readonly onpoint: (index: number | null) => void;
}

/** Both runs by one yardstick over the epochs. */
export function createChart(place: HTMLElement, options: ChartOptions): uPlot {
  const { size, palette, yardstick, target, font, onpoint } = options;
  const isAccuracy = yardstick === "accuracy";
  const axis: uPlot.Axis = {
    stroke: palette.quiet,
    font: `12px ${font}`,
    grid: { stroke: palette.rule, width: 1 },
    ticks: { show: false },
  };
  const series = (loss: "crossEntropy" | "squaredError"): uPlot.Series => ({
    label: lossTitles[loss],
    stroke: palette[loss],
    width: 2.5,
    dash: [...dashes[loss]],
    points: { show: false },
  });
  const drawTarget = (chart: uPlot): void => {
    const { ctx, bbox } = chart;
    if (target === undefined) return;
    const y = chart.valToPos(target, "y", true);
    if (!(y >= bbox.top && y <= bbox.top + bbox.height)) return;
    ctx.save();
    ctx.strokeStyle = palette.quiet;
    ctx.lineWidth = window.devicePixelRatio;
    ctx.setLineDash([2, 3].map((length) => length * window.devicePixelRatio));
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.restore();
  };
  return new uPlot(
    {
      ...size,
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false } },
      scales: {
        x: { time: false, range: (_, __, last) => [0, niceEnd(last)] },
        // Losses fall over two orders of magnitude, and it is the end that tells them apart.
        y: isAccuracy ? { range: [0, 1] } : { distr: logarithmic },
      },
      series: [{}, series("crossEntropy"), series("squaredError")],
      axes: [
        { ...axis, size: 30 },
        { ...axis, size: 52, values: (_, ticks) => ticks.map((tick) => tickText(tick, isAccuracy)) },
      ],
      hooks: { draw: [drawTarget], setCursor: [({ cursor }) => onpoint(cursor.idx ?? null)] },
    },
    [[], [], []],
    place,
  );
}

/** On a scale of powers uPlot leaves out ticks by null. */
function tickText(tick: number | null, isAccuracy: boolean): string {
  if (tick === null) return "";
  return isAccuracy ? percent(tick, 0) : String(Number(tick.toPrecision(2)));
}

/** The end of the axis: it grows by steps, so that the picture stands still in between. */
function niceEnd(last: number): number {
  return [100, 300, 1000, 3000].find((end) => last <= end) ?? last;
}
