/** The arrays of tensors of real numbers. */
export type Floats = Float32Array | Float64Array;

/** A linear layer and what its logits are compared with, as numbers. */
export interface LayerArrays {
  /** `[rows, width]`. */
  readonly features: Floats;
  /** `[classes, width]`. */
  readonly weight: Floats;
  /** `[classes]`. */
  readonly bias: Floats;
  /** `[rows, targetWidth]`: a class a row, or a number for each class. */
  readonly target: ArrayLike<number>;
  readonly targetWidth: number;
  readonly rows: number;
  readonly width: number;
  readonly classes: number;
}

/** Where gradients are written, if they are wanted. */
export interface LayerGradients {
  readonly features?: Floats;
  readonly weight?: Floats;
  readonly bias?: Floats;
}

/** A pass over numbers: the values `[rows]`, and the gradients of Σ share · value, written where zeros are; rows of share 0 are 0. */
export type LayerPass = (arrays: LayerArrays, shares: ArrayLike<number>, gradients: LayerGradients) => Float64Array;

export const dtypeOf = (x: Floats): "float32" | "float64" => (x instanceof Float64Array ? "float64" : "float32");
