import { sigmoid } from "@surprisal/tensor";
import { pointAt } from "../model/pull.ts";
import type { Points } from "../model/points.ts";
import type { Snapshot } from "../model/run.ts";
import { drawnCount, type LossName } from "../model/screen.ts";
import { dashes, faded, type Palette } from "./palette.ts";
import { toPixels, type View } from "./view.ts";

type Line = Pick<Snapshot, "slopes" | "bias">;

/** What a picture of the plane shows. */
export interface Scene {
  readonly loss: LossName;
  readonly points: Points;
  readonly line: Line;
  readonly selected: number;
  /** What stands beside the selected point. */
  readonly note: string;
}

/** Logits at which the shading has its colours, and the probabilities there. */
const stops = Array.from({ length: 41 }, (_, i) => (i - 20) / 2.5);
const probabilities = Array.from(sigmoid(stops).data);

const deepest = 0.34;

export function drawRegions(canvas: CanvasRenderingContext2D, view: View, palette: Palette, scene: Scene): void {
  shade(canvas, view, palette, scene);
  drawBoundary(canvas, view, palette, scene);
  for (let index = 0; index < drawnCount; index++) drawPoint(canvas, view, palette, scene, index);
  markSelected(canvas, view, palette, scene);
}

/** The probability of class 1. It changes along the slopes only, as a linear gradient does. */
function shade(canvas: CanvasRenderingContext2D, view: View, palette: Palette, { loss, line }: Scene): void {
  const { slopes, bias } = line;
  const steepness = Math.hypot(...slopes);
  const at = (logit: number) => {
    const along = (logit - bias) / steepness ** 2;
    return toPixels(view, along * slopes[0], along * slopes[1]);
  };
  if (steepness < 1e-6) {
    canvas.fillStyle = faded(palette[loss], deepest * sigmoid(bias).item());
  } else {
    const gradient = canvas.createLinearGradient(...at(-8), ...at(8));
    for (const [i, probability] of probabilities.entries()) {
      gradient.addColorStop(i / (probabilities.length - 1), faded(palette[loss], deepest * probability));
    }
    canvas.fillStyle = gradient;
  }
  canvas.fillRect(0, 0, view.width, view.height);
}

/** Where the probability is one half. */
function drawBoundary(canvas: CanvasRenderingContext2D, view: View, palette: Palette, { loss, line }: Scene): void {
  const { slopes, bias } = line;
  const steepness = Math.hypot(...slopes);
  if (steepness < 1e-6) return;
  const [x, y] = [(-bias * slopes[0]) / steepness ** 2, (-bias * slopes[1]) / steepness ** 2];
  // Longer than any picture.
  const [dx, dy] = [(-50 * slopes[1]) / steepness, (50 * slopes[0]) / steepness];
  canvas.beginPath();
  canvas.moveTo(...toPixels(view, x - dx, y - dy));
  canvas.lineTo(...toPixels(view, x + dx, y + dy));
  canvas.strokeStyle = palette[loss];
  canvas.lineWidth = 2.5;
  canvas.setLineDash(dashes[loss]);
  canvas.stroke();
  canvas.setLineDash([]);
}

/** A ring for class 0, a disc for class 1; faint where the line has it right. */
function drawPoint(canvas: CanvasRenderingContext2D, view: View, palette: Palette, scene: Scene, index: number): void {
  const { x, y, label } = pointAt(scene.points, index);
  const { slopes, bias } = scene.line;
  const isMistaken = Number(slopes[0] * x + slopes[1] * y + bias > 0) !== label;
  const colour = faded(palette.ink, isMistaken ? 0.95 : 0.3);
  canvas.beginPath();
  canvas.arc(...toPixels(view, x, y), label === 1 ? 2.6 : 2.2, 0, 2 * Math.PI);
  if (label === 1) {
    canvas.fillStyle = colour;
    canvas.fill();
  } else {
    canvas.strokeStyle = colour;
    canvas.lineWidth = 1.2;
    canvas.stroke();
  }
}

function markSelected(canvas: CanvasRenderingContext2D, view: View, palette: Palette, scene: Scene): void {
  const { x, y } = pointAt(scene.points, scene.selected);
  const [left, top] = toPixels(view, x, y);
  canvas.beginPath();
  canvas.arc(left, top, 8, 0, 2 * Math.PI);
  canvas.strokeStyle = palette.ink;
  canvas.lineWidth = 2;
  canvas.stroke();

  canvas.font = `600 12px ${getComputedStyle(canvas.canvas).fontFamily}`;
  const width = canvas.measureText(scene.note).width + 12;
  const isLeft = left + 14 + width > view.width;
  const start = isLeft ? left - 14 - width : left + 14;
  canvas.fillStyle = faded(palette.paper, 0.9);
  canvas.beginPath();
  canvas.roundRect(start, top - 11, width, 22, 4);
  canvas.fill();
  canvas.fillStyle = palette.ink;
  canvas.textBaseline = "middle";
  canvas.fillText(scene.note, start + 6, top + 0.5);
}

/** The drawn point under a place in the picture, if one is near. */
export function pointNear(view: View, points: Points, left: number, top: number): number | null {
  let nearest: number | null = null;
  let least = 24;
  for (let index = 0; index < drawnCount; index++) {
    const { x, y } = pointAt(points, index);
    const [pointLeft, pointTop] = toPixels(view, x, y);
    const distance = Math.hypot(pointLeft - left, pointTop - top);
    if (distance < least) [nearest, least] = [index, distance];
  }
  return nearest;
}
