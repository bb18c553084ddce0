import type { Loss, LossOptions } from "@surprisal/contract";
import * as fc from "fast-check";
import { evenly } from "../generators/numbers.ts";
import { classCountOf, type Batch } from "./example.ts";
import { batches } from "./examples.ts";

/** A batch with its weights. */
export interface Weighted {
  readonly batch: Batch;
  readonly sampleWeights: readonly number[] | undefined;
  readonly classWeights: readonly number[] | undefined;
}

const weight = fc.oneof({ weight: 4, arbitrary: evenly(0.1, 4) }, { weight: 1, arbitrary: fc.constant(0) });

/** Batches with sample weights, class weights, both or neither. */
export function weightedBatches(loss: Loss, options: Parameters<typeof batches>[1], least = 1): fc.Arbitrary<Weighted> {
  return batches(loss, options, "ordinary", 6, least).chain((batch) => {
    const of = (count: number): fc.Arbitrary<number[] | undefined> =>
      fc.option(fc.array(weight, { minLength: count, maxLength: count }), { nil: undefined });
    const classes = batch.kind === "classes" ? of(classCountOf(loss, batch)) : fc.constant(undefined);
    return fc.record({ batch: fc.constant(batch), sampleWeights: of(batch.examples.length), classWeights: classes });
  });
}

/** The weights as options of a loss. */
export function optionsOf({ sampleWeights, classWeights }: Weighted): LossOptions {
  return {
    ...(sampleWeights && { sampleWeights: Float64Array.from(sampleWeights) }),
    ...(classWeights && { classWeights: Float64Array.from(classWeights) }),
  };
}

/** What each example weighs: the number that the mean divides by adds them up. */
export function weightsOf({ batch, sampleWeights, classWeights }: Weighted): number[] {
  return batch.examples.map(
    ({ target }, i) => (sampleWeights?.[i] ?? 1) * (classWeights ? (classWeights[target[0] ?? 0] ?? 0) : 1),
  );
}

export const total = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0);
