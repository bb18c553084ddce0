import { centre } from "../model/points.ts";

/** Width and height of a picture, in CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** From the plane, its middle in the middle of the picture, to pixels: y grows upwards in the one, downwards in the other. */
export interface View extends Size {
  readonly scale: number;
}

/** Shows both clouds, the same length in both directions. */
export function viewOf({ width, height }: Size, overlap: number): View {
  const reach = 2.6 * overlap;
  return { width, height, scale: Math.min(width / (2 * (centre[0] + reach)), height / (2 * (centre[1] + reach))) };
}

export function toPixels({ width, height, scale }: View, x: number, y: number): [number, number] {
  return [width / 2 + scale * x, height / 2 - scale * y];
}
