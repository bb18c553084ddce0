import { Tensor } from "@surprisal/tensor";

/** Whether a parameter gives one number a class, and not the same for all. */
export const isUneven = (given: unknown): given is Tensor =>
  given instanceof Tensor && given.data.some((value) => value !== given.data[0]);
