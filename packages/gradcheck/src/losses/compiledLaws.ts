import type { Loss } from "@surprisal/contract";
import { fuse } from "@surprisal/contract/compile";
import { hvp, tensor, type Tensor } from "@surprisal/tensor";
import * as fc from "fast-check";
import { assertLaw } from "../law.ts";
import { isRowwise, predictionsOf, targetsOf, withPredictions, type Batch } from "./example.ts";
import { batches } from "./examples.ts";
import { nameOf, type LossLaw, type LossLawOptions } from "./options.ts";
import { gradientOf, keepsDigitsInFloat32 } from "./valueLaws.ts";

const forms = ["wasm", "javascript", "interpreter"] as const;

/**
 * Each compiled form gives what the ops give: value, gradient and Hessian products, of rows a lane and along the lanes, also of rows that are equal, huge,
 * masked, infinite or not numbers; and float32 in lanes keeps its digits.
 */
export const agreesCompiled: LossLaw = {
  name: "is the same in every compiled form",
  applies: () => true,
  check(loss, options = {}) {
    const own: LossLawOptions = { ...options, classCounts: options.classCounts ?? [3, 35] };
    const fused = forms.map((form) => fuse(loss, { form }));
    const source = fc.oneof(
      { weight: 2, arbitrary: batches(loss, own, "ordinary", 3) },
      { weight: 1, arbitrary: batches(loss, own, "extreme", 3) },
      { weight: 1, arbitrary: batches(loss, own, "coincident", 3) },
      { weight: 1, arbitrary: oddBatches(loss, own) },
    );
    const property = fc.property(source, fc.constantFrom(...fused), fc.nat(), (batch, compiled, seed) => {
      const width = isRowwise(batch.kind) ? (batch.examples[0]?.prediction.length ?? 1) : 1;
      const form = compiled.formFor(batch.kind, width);
      if (form !== "eager") compareForms(loss, compiled, batch, seed, form);
    });
    assertLaw(nameOf(loss), this.name, property, options, 24);
    const [lanes] = fused;
    const isThere = loss.target.some((kind) => lanes?.formFor(kind, own.classCounts?.[0] ?? 1, "float32") === "wasm");
    if (lanes && isThere) keepsDigitsInFloat32.check(lanes, { ...own, runs: options.runs ?? 12 });
  },
};

/** Ordinary batches with one number of a prediction replaced by what is none, or infinite. */
function oddBatches(loss: Loss, options: LossLawOptions): fc.Arbitrary<Batch> {
  const isBounded = loss.prediction === "probabilities" || loss.prediction === "logProbabilities";
  const odd = isBounded ? fc.constant(Number.NaN) : fc.constantFrom(Number.NaN, -Infinity, Infinity);
  return fc.tuple(batches(loss, options, "ordinary", 3), odd, fc.nat()).map(([batch, value, place]) => {
    const flat = batch.examples.flatMap(({ prediction }) => prediction);
    return withPredictions(
      batch,
      flat.map((each, i) => (i === place % flat.length ? value : each)),
    );
  });
}

function compareForms(loss: Loss, compiled: Loss, batch: Batch, seed: number, form: string): void {
  const [prediction, target] = [predictionsOf(batch), targetsOf(batch)];
  const direction = tensor(
    prediction.data.map((_, i) => Math.sin(seed + i)),
    { shape: prediction.shape },
  );
  const results = (which: Loss): Readonly<Record<string, Tensor>> => ({
    value: which(prediction, target),
    gradient: gradientOf(which, prediction, target),
    "Hessian product": hvp((x: Tensor) => which.sum(x, target), prediction, direction),
  });
  const [expected, got] = [results(loss), results(compiled)];
  for (const [what, { data, shape }] of Object.entries(expected)) {
    const width = what === "value" || !isRowwise(batch.kind) ? 1 : (shape.at(-1) ?? 1);
    for (const [i, right] of data.entries()) {
      const each = got[what]?.data[i] ?? 0;
      const row = Math.floor(i / width);
      const around = data.subarray(row * width, (row + 1) * width);
      if (!isClose(each, right, Math.max(0, ...around.map(Math.abs).filter(Number.isFinite)))) {
        throw new Error(`the ${what} at ${i} is ${each} as ${form}, ${right} op by op`);
      }
    }
  }
}

/** By the largest entry of the example; what is left where terms of the size of 1 cancel depends on their order. */
function isClose(got: number, right: number, scale: number): boolean {
  if (!Number.isFinite(right)) return Object.is(got, right);
  return Math.abs(got - right) <= 1e-11 * scale + 1e-14;
}
