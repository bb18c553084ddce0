/** A linear map from features to logits. */
export interface LinearWeights {
  /** `[outputs · width]`, row by row. */
  readonly coefficients: Float64Array;
  /** `[outputs]` */
  readonly intercept: Float64Array;
  readonly width: number;
}
