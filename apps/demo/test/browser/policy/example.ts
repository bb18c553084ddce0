import { tensor, type Tensor } from "@surprisal/tensor";

/** What the page shows, as JSON. */
export interface Shown {
  readonly form: string;
  readonly value: number;
  readonly gradient: readonly number[];
}

export const logits: Tensor = tensor(Float64Array.of(2, 0, -1, 40, 0, 0), { shape: [2, 3] });
export const classes: readonly number[] = [0, 1];
