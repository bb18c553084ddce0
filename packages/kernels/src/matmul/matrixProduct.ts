export interface MatrixProduct {
  /** Of the result. */
  readonly rows: number;
  /** The extent that is summed over. */
  readonly inner: number;
  readonly columns: number;
  /** The left operand is stored inner × rows. Default false. */
  readonly transposeA?: boolean;
  /** The right operand is stored columns × inner. Default false. */
  readonly transposeB?: boolean;
  /** Numbers from one stored row of `a` to the next, of `b`, of `c`: for parts of larger matrices. Default the length of a row. */
  readonly strideA?: number;
  readonly strideB?: number;
  readonly strideC?: number;
  /** Add to what stands in the result. Default false. */
  readonly accumulate?: boolean;
  /**
   * The same bits on every machine, at the cost of fused products and sums: `matrixBlockDepth` products are added up in order, from 0 on,
   * and such sums in order. Default false.
   */
  readonly deterministic?: boolean;
}
