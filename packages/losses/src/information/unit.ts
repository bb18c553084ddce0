/** Options of the measures on probabilities. */
export interface MeasureOptions {
  /** "nats" (natural logarithm, default) or "bits". */
  readonly unit?: "nats" | "bits";
  /** The axis of the outcomes. Default −1, the last. */
  readonly axis?: number;
}

/** How many of the unit one nat is. */
export const perNat = (unit: MeasureOptions["unit"] = "nats"): number => (unit === "bits" ? Math.LOG2E : 1);
