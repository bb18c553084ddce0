import { reshape, take, type Tensor } from "@surprisal/tensor";

/** The row that a matrix `[C, K]` holds for the class of each example: `[… K]`. */
export const rowOfClass = (matrix: Tensor, classes: Tensor): Tensor =>
  reshape(take(matrix, reshape(classes, [-1])), [...classes.shape, ...matrix.shape.slice(1)]);
