import { contours } from "d3-contour";
import type { Snapshot } from "../model/run.ts";
import type { LossName } from "../model/screen.ts";
import { coarseCells, fineCells, middleOf, type Reach, type Survey } from "../model/survey.ts";
import { dashes, faded, type Palette } from "./palette.ts";
import type { Size } from "./view.ts";

const levels = 14;

export interface LandscapeScene {
  readonly loss: LossName;
  readonly survey: Survey | undefined;
  readonly history: readonly Snapshot[];
  readonly reach: Reach;
  /** The gradient that gets an arrow as long as a cell. */
  readonly steepest: number;
}

export function drawLandscape(
  canvas: CanvasRenderingContext2D,
  size: Size,
  palette: Palette,
  scene: LandscapeScene,
): void {
  const place = placer(size, scene.reach);
  if (scene.survey !== undefined) {
    drawHeights(canvas, size, palette[scene.loss], scene.survey);
    drawDescents(canvas, size, palette, scene.survey, scene.steepest);
  }
  drawPath(canvas, palette, scene, place);
  nameAxes(canvas, size, palette);
}

function nameAxes(canvas: CanvasRenderingContext2D, { width, height }: Size, palette: Palette): void {
  canvas.font = `600 13px ${getComputedStyle(canvas.canvas).fontFamily}`;
  canvas.strokeStyle = palette.raised;
  canvas.lineWidth = 5;
  canvas.fillStyle = palette.ink;
  for (const [name, left, top] of [
    ["w₁", width - 26, height - 10],
    ["w₂", 10, 20],
  ] as const) {
    canvas.strokeText(name, left, top);
    canvas.fillText(name, left, top);
  }
}

type Placer = (slopes: readonly [number, number]) => [number, number];

function placer({ width, height }: Size, { first, second }: Reach): Placer {
  return ([x, y]) => [(width / 2) * (1 + x / first), (height / 2) * (1 - y / second)];
}

/** Contours, close together where the loss is low, each level a shade deeper. */
function drawHeights(
  canvas: CanvasRenderingContext2D,
  { width, height }: Size,
  colour: string,
  { heights }: Survey,
): void {
  const low = heights.reduce((a, b) => Math.min(a, b));
  const high = heights.reduce((a, b) => Math.max(a, b));
  const thresholds = Array.from({ length: levels }, (_, i) => low + (high - low) * (i / levels) ** 2);
  const { columns, rows } = fineCells;
  canvas.lineWidth = 1;
  for (const { coordinates } of contours().size([columns, rows]).thresholds(thresholds)(Array.from(heights))) {
    canvas.beginPath();
    for (const ring of coordinates.flat()) {
      for (const [i, [x = 0, y = 0]] of ring.entries()) {
        const spot = [(width * x) / columns, height * (1 - y / rows)] as const;
        if (i === 0) canvas.moveTo(...spot);
        else canvas.lineTo(...spot);
      }
      canvas.closePath();
    }
    canvas.fillStyle = faded(colour, 0.035);
    canvas.fill("evenodd");
    canvas.strokeStyle = faded(colour, 0.35);
    canvas.stroke();
  }
}

/** Arrows downhill, on the same scale for both losses. */
function drawDescents(
  canvas: CanvasRenderingContext2D,
  size: Size,
  palette: Palette,
  { descents, reach }: Survey,
  steepest: number,
): void {
  const { columns, rows } = coarseCells;
  const place = placer(size, reach);
  const longest = 0.8 * Math.min(size.width / columns, size.height / rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const cell = 2 * (row * columns + column);
      const [dx, dy] = [descents[cell] ?? 0, -(descents[cell + 1] ?? 0)];
      const length = Math.hypot(dx, dy) / steepest;
      if (length === 0) continue;
      const [left, top] = place(middleOf(column, row, coarseCells, reach));
      drawArrow(canvas, left, top, (dx / steepest) * longest, (dy / steepest) * longest, faded(palette.ink, 0.7));
    }
  }
}

function drawArrow(
  canvas: CanvasRenderingContext2D,
  left: number,
  top: number,
  dx: number,
  dy: number,
  colour: string,
): void {
  const length = Math.hypot(dx, dy);
  const head = Math.min(4, length / 2);
  const [ux, uy] = [dx / length, dy / length];
  const [endLeft, endTop] = [left + dx / 2, top + dy / 2];
  canvas.beginPath();
  canvas.moveTo(left - dx / 2, top - dy / 2);
  canvas.lineTo(endLeft, endTop);
  for (const side of [-1, 1]) {
    canvas.moveTo(endLeft, endTop);
    canvas.lineTo(endLeft - head * (ux + 0.6 * side * uy), endTop - head * (uy - 0.6 * side * ux));
  }
  canvas.strokeStyle = colour;
  canvas.lineWidth = 1.2;
  canvas.stroke();
}

/** Where the run has been: a ring at its start, a disc where it is. */
function drawPath(
  canvas: CanvasRenderingContext2D,
  palette: Palette,
  { loss, history }: LandscapeScene,
  place: Placer,
): void {
  const [first, last] = [history[0], history.at(-1)];
  if (first === undefined || last === undefined) return;
  canvas.beginPath();
  for (const { slopes } of history) canvas.lineTo(...place(slopes));
  canvas.strokeStyle = palette[loss];
  canvas.lineWidth = 3;
  canvas.lineJoin = "round";
  canvas.setLineDash(dashes[loss]);
  canvas.stroke();
  canvas.setLineDash([]);
  const mark = (slopes: readonly [number, number], fill: string): void => {
    canvas.beginPath();
    canvas.arc(...place(slopes), 5.5, 0, 2 * Math.PI);
    canvas.fillStyle = fill;
    canvas.fill();
    canvas.strokeStyle = palette.ink;
    canvas.lineWidth = 1.5;
    canvas.stroke();
  };
  mark(first.slopes, palette.paper);
  mark(last.slopes, palette[loss]);
}
