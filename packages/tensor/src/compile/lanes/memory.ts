import { Scratch } from "@surprisal/kernels";

/** The memory that all programs run in, one after the other: nothing stays in it. */
export const scratch = new Scratch();
