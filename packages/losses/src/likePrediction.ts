import { ShapeError } from "@surprisal/contract";
import { asTensor, broadcastShapes, broadcastTo, cast, sameShape, type Tensor } from "@surprisal/tensor";

/** A parameter that goes with each element of a prediction: in its dtype and stretched to its shape. */
export function likePrediction(unit: string, name: string, value: number | Tensor, prediction: Tensor): Tensor {
  const { dtype, shape } = prediction;
  const own = cast(asTensor(value, dtype), dtype);
  if (!sameShape(broadcastShapes(`${unit}: ${name}`, own.shape, shape), shape)) {
    throw new ShapeError(
      `${unit}: ${name} has shape [${own.shape.join(", ")}], expected [${shape.join(", ")}] or one that broadcasts to it`,
    );
  }
  return broadcastTo(own, shape);
}
