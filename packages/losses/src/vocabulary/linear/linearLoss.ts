import { checkLoss, checkNames, ParameterError, type Loss, type Parameters } from "@surprisal/contract";
import { dtypeOf } from "./layerArrays.ts";
import { ofLayer, type LossOfLayer } from "./ofLayer.ts";
import { passRows } from "./passRows.ts";
import { Programs } from "./programs.ts";

/** A loss fused with the linear layer below it. */
export interface LinearLoss<P extends Parameters = Parameters> extends LossOfLayer {
  /** The same with other parameters of the loss. */
  readonly with: (parameters: Partial<P>) => LinearLoss<P>;
}

export interface LinearLossOptions {
  /** Of how many rows the logits are there at once. Default: of as many as have 2.8 million, but no more than 192, beyond which it gets slower. */
  readonly chunkRows?: number;
}

/**
 * A loss fused with the linear layer below it: `loss` of features · weightᵀ + bias and all gradients, without ever holding the logits of all rows.
 *
 * @param loss - a loss of rows of logits or scores: `crossEntropy`, `softmaxFocal`, one of your own …
 * @param options - `chunkRows`.
 * @returns a function of features `[… D]`, weight `[C, D]`, bias `[C]` or undefined, target, and the options of losses but for `axis`; with `.mean`,
 * `.sum`, `.total`, `.with`. It is differentiable to any order by features, weight and bias; from the second on op by op, still in chunks.
 * @throws ParameterError for a loss of single elements, of whole batches or of probabilities, and for options. What is returned throws as the loss does, and
 * ShapeError where the layer does not fit.
 * @example
 * const [x, weight] = [[[1, 2]], [[1, 0], [0, 1], [-1, 0.5]]]
 * const focal = linearLoss(softmaxFocal)
 * focal(x, weight, [0, 0, 1], [1]) // → [0.0990819]
 * softmaxFocal([[1, 2, 1]], [1]) // → [0.0990819]
 * grad((bias: Tensor) => focal.mean(x, weight, bias, [1]))(tensor([0, 0, 1])) // → [0.0952, -0.1903, 0.0952]
 * @see Wijmans et al., "Cut Your Losses in Large-Vocabulary Language Models", ICLR 2025 (the idea; tiles of classes there, chunks of rows here).
 */
export function linearLoss<P extends Parameters>(loss: Loss<P>, options: LinearLossOptions = {}): LinearLoss<P> {
  checkLoss("linearLoss", loss);
  checkNames("linearLoss", "option", options, ["chunkRows"]);
  const { chunkRows } = options;
  if (chunkRows !== undefined && !(Number.isInteger(chunkRows) && chunkRows > 0))
    throw new ParameterError(`linearLoss: chunkRows is ${chunkRows}, expected a whole number from 1`);
  const programs = new Programs(loss);
  const fused = ofLayer(
    loss,
    (context, classes, rows) => (arrays, shares, gradients) =>
      passRows(arrays, programs.for(context, classes, dtypeOf(arrays.features)), rows, shares, gradients),
    chunkRows,
  );
  return Object.assign(fused, { with: (parameters: Partial<P>) => linearLoss(loss.with(parameters), options) });
}
