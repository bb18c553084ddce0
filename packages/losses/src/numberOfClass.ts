import { gather, reshape, type Tensor } from "@surprisal/tensor";

/** What a table `[C]` holds for the class of each example: `[…]`. */
export const numberOfClass = (table: Tensor, classes: Tensor): Tensor =>
  reshape(gather(table, reshape(classes, [-1])), classes.shape);
