import { reshape, take, type Tensor } from "@surprisal/tensor";

/** The `count` largest or smallest of some values (all where there are fewer), in their order; ties go to the earlier one. */
export function selectExtreme(values: Tensor, count: number, extreme: "largest" | "smallest"): Tensor {
  const { data } = values;
  const sign = extreme === "largest" ? -1 : 1;
  const order = Array.from(data.keys()).toSorted((i, j) => sign * ((data[i] as number) - (data[j] as number)) || i - j);
  return take(reshape(values, [-1]), Int32Array.from(order.slice(0, count)).toSorted());
}
