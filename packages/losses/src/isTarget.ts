import { arange, equal, reshape, type Tensor } from "@surprisal/tensor";

/** `[… count]`: which of the classes is the one of its row. */
export const isTarget = (classes: Tensor, count: number): Tensor =>
  equal(reshape(classes, [...classes.shape, 1]), arange(count));
