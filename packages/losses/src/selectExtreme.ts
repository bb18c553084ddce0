import type { BatchValues } from "@surprisal/contract";
import { reshape, take, type Tensor } from "@surprisal/tensor";

/** The `count` largest or smallest of some values (all where there are fewer), in their order, with their weights; ties go to the earlier one. */
export function selectExtreme(
  values: Tensor,
  weights: Tensor | undefined,
  count: number,
  extreme: "largest" | "smallest",
): BatchValues {
  const { data } = values;
  const sign = extreme === "largest" ? -1 : 1;
  const order = Array.from(data.keys()).toSorted((i, j) => sign * ((data[i] as number) - (data[j] as number)) || i - j);
  const places = Int32Array.from(order.slice(0, count)).toSorted();
  return { values: take(reshape(values, [-1]), places), weights: weights && take(weights, places) };
}
