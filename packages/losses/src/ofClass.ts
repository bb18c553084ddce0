import { reshape, take, type Tensor } from "@surprisal/tensor";

/** What a table `[C …]` holds for the class of each example: `[… …]`. */
export const ofClass = (table: Tensor, classes: Tensor): Tensor =>
  reshape(take(table, reshape(classes, [-1])), [...classes.shape, ...table.shape.slice(1)]);
