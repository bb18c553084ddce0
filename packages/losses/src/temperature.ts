import type { ParameterSpecification } from "@surprisal/contract";
import { cast, type Tensor } from "@surprisal/tensor";

/** A number above 0, or a tensor that is learned with the rest. */
export const temperature: ParameterSpecification<number | Tensor> = { default: 0.07, domain: "(0, ∞)", tensor: true };

/** A parameter as it meets a prediction: a tensor in the prediction's dtype, a plain number as it is. */
export const beside = (parameter: number | Tensor, { dtype }: Tensor): number | Tensor =>
  typeof parameter === "number" ? parameter : cast(parameter, dtype);
