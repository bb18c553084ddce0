import type { Tensor } from "@surprisal/tensor";
import type { RowInput } from "@surprisal/tensor/compile";
import { isRowwise } from "../loss/readInput.ts";
import type { Loss, Parameters, TargetKind } from "../loss/types.ts";

/** A loss as compilers and printers run it on symbols: the value of one example each, of a prediction and a target. */
export interface TracedLoss {
  readonly value: (...inputs: Tensor[]) => Tensor;
  /** What the value takes, as rows or numbers, in float64. */
  readonly inputs: readonly [prediction: RowInput, target: RowInput];
}

export function tracedLoss<P extends Parameters>(loss: Loss<P>, kind: TargetKind): TracedLoss {
  const rowwise = isRowwise(kind);
  return {
    value: (...[prediction, target]) => loss.value(prediction as Tensor, target as Tensor, { target: kind }),
    inputs: [
      { form: rowwise ? "row" : "number", dtype: "float64" },
      kind === "classes" ? { form: "number", dtype: "int32" } : { form: rowwise ? "row" : "number", dtype: "float64" },
    ],
  };
}
