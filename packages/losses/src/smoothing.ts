import type { ParameterSpecification } from "@surprisal/contract";
import { div, div0, equal, sum, type Tensor, where } from "@surprisal/tensor";

/** Whether smoothing puts its share on masked classes too, where it costs Infinity as in PyTorch, or on the classes that are left alone. */
type MaskedClasses = "included" | "excluded";

export const maskedClasses: ParameterSpecification<MaskedClasses> = {
  default: "included",
  oneOf: ["included", "excluded"],
};

/** The mean of a row over the classes that smoothing spreads a target over: all but the true one (`except`), and but masked ones. */
export function meanOverClasses(values: Tensor, logits: Tensor, masked: MaskedClasses, except?: Tensor): Tensor {
  const isMasked = masked === "excluded" ? equal(logits, -Infinity) : undefined;
  const leftOut = except && isMasked ? where(except, true, isMasked) : (except ?? isMasked);
  if (!leftOut) return div(sum(values, { axis: -1 }), values.shape.at(-1) ?? 1);
  return div0(sum(where(leftOut, 0, values), { axis: -1 }), sum(where(leftOut, 0, 1), { axis: -1 }));
}
