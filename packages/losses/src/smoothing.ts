import type { ParameterSpecification } from "@surprisal/contract";
import { cast, div0, notEqual, pick, sum, sumOthers, type Tensor, where } from "@surprisal/tensor";

/** Whether smoothing puts its share on masked classes too, where it costs Infinity as in PyTorch, or on the classes that are left alone. */
type MaskedClasses = "included" | "excluded";

export const maskedClasses: ParameterSpecification<MaskedClasses> = {
  default: "included",
  oneOf: ["included", "excluded"],
};

/** The mean of a row over the classes that smoothing spreads a target over: all, or all but the true one; with or without masked ones. */
export function meanOverClasses(values: Tensor, logits: Tensor, masked: MaskedClasses, except?: Tensor): Tensor {
  const total = (row: Tensor): Tensor => (except ? pick(sumOthers(row), except) : sum(row, { axis: -1 }));
  if (masked === "included") return div0(total(values), (logits.shape.at(-1) ?? 1) - (except ? 1 : 0));
  const isThere = notEqual(logits, -Infinity);
  return div0(total(where(isThere, values, 0)), total(cast(isThere, logits.dtype)));
}
