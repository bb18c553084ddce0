import type { Loss } from "@surprisal/contract";
import { grad, hvp, sum, tensor, type Tensor } from "@surprisal/tensor";
import { attempt } from "./attempt.ts";
import { examplesAt, type Course } from "./course.ts";

/** A loss at one place of its course: its value, and its first and second derivative by what changes; NaN where there is none. */
export interface CurvePoint {
  readonly t: number;
  readonly value: number;
  readonly gradient: number;
  readonly curvature: number;
}

const steps = 120;

/** A loss along its course; what is outside of its domain is left out. */
export function curveOf(loss: Loss, course: Course): CurvePoint[] {
  const { from, to } = course;
  const numbers = Array.from({ length: steps + 1 }, (_, i) => from + ((to - from) * i) / steps);
  return pointsAt(loss, course, numbers) ?? numbers.flatMap((t) => pointsAt(loss, course, [t]) ?? []);
}

function pointsAt(loss: Loss, course: Course, numbers: readonly number[]): CurvePoint[] | undefined {
  const { prediction, target } = examplesAt(course, numbers);
  const total = (x: Tensor): Tensor => sum(loss(x, target));
  return attempt(() => {
    const values = loss(prediction, target).data;
    const slopes = grad(total)(prediction).data;
    const width = prediction.data.length / numbers.length;
    // Examples do not look at each other: one product gives the curvature of each along its own first element.
    const along = Float64Array.from(prediction.data, (_, i) => Number(i % width === 0));
    const curvatures = attempt(() => hvp(total, prediction, tensor(along, { shape: prediction.shape })).data);
    return numbers.map((t, i) => ({
      t,
      value: values[i] ?? Number.NaN,
      gradient: slopes[i * width] ?? Number.NaN,
      curvature: curvatures?.[i * width] ?? Number.NaN,
    }));
  });
}
