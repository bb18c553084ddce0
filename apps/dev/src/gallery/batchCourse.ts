import { grad, hvp, tensor, type Tensor } from "@surprisal/tensor";
import { attempt } from "./attempt.ts";
import type { CurvePoint } from "./curve.ts";
import { tagged, type Exhibit } from "./exhibits.ts";

type Nested = number | "t" | readonly Nested[];

/** A batch in which one number changes, as a loss's documentation gives it (`@along`, JSON): the number stands as "t" in the prediction. */
export interface BatchCourse {
  /** What the number is. */
  readonly axis: string;
  readonly from: number;
  readonly to: number;
  readonly prediction: Nested;
  readonly target: Nested;
}

/** The course of a loss of whole batches; undefined where its documentation has none. */
export function batchCourseOf(exhibit: Exhibit): BatchCourse | undefined {
  const [text] = tagged(exhibit, "along");
  // Written by us, in this layout: a page shows if it is not.
  return text === undefined ? undefined : (JSON.parse(text) as BatchCourse);
}

const steps = 120;

/** A loss of a batch along its course; what is outside of its domain is left out. */
export function batchCurveOf(
  loss: (prediction: Tensor, target: Tensor) => Tensor,
  { from, prediction, target, to }: BatchCourse,
): CurvePoint[] {
  const place = leaves(prediction).indexOf("t");
  const shape = shapeOf(prediction);
  const goal = tensor(Float64Array.from(leaves(target), Number), { shape: shapeOf(target) });
  const whole = goal.data.every(Number.isInteger) ? tensor(Int32Array.from(goal.data), { shape: goal.shape }) : goal;
  const one = tensor(
    Float64Array.from(leaves(prediction), (_, i) => Number(i === place)),
    { shape },
  );
  const total = (x: Tensor): Tensor => loss(x, whole);
  return Array.from({ length: steps + 1 }, (_, i) => from + ((to - from) * i) / steps).flatMap((t) => {
    const x = tensor(
      Float64Array.from(leaves(prediction), (each) => (each === "t" ? t : each)),
      { shape },
    );
    const point = attempt(() => ({
      t,
      value: total(x).item(),
      gradient: grad(total)(x).data[place] ?? Number.NaN,
      curvature: attempt(() => hvp(total, x, one).data[place]) ?? Number.NaN,
    }));
    return point ? [point] : [];
  });
}

const leaves = (nested: Nested): (number | "t")[] =>
  typeof nested === "object" ? nested.flatMap((each) => leaves(each)) : [nested];

function shapeOf(nested: Nested): number[] {
  if (typeof nested !== "object") return [];
  const [first] = nested;
  return [nested.length, ...(first === undefined ? [] : shapeOf(first))];
}
