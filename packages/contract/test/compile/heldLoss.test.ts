import { denseRows, type FloatType, type LinearMap } from "@surprisal/kernels";
import { logSoftmax, mul, neg, pick, square, sub, sum } from "@surprisal/tensor";
import { describe, expect, it } from "vitest";
import { compileLoss } from "../../src/compile/compileLoss.ts";
import { defineLoss, type TargetKind } from "../../src/index.ts";

const surprisal = defineLoss({
  name: "surprisal",
  prediction: "logits",
  target: "classes",
  value: (logits, classes) => neg(pick(logSoftmax(logits), classes)),
});
const distance = defineLoss({
  name: "distance",
  prediction: "real",
  target: "row",
  value: (x, y) => sum(square(sub(x, y)), { axis: -1 }),
});
const squared = defineLoss({
  name: "squared",
  prediction: "real",
  target: "real",
  value: (x, y) => mul(0.5, square(sub(x, y))),
});

type AnyLoss = Parameters<typeof compileLoss>[0];
const cases: readonly (readonly [AnyLoss, TargetKind, number])[] = [
  [squared, "real", 1],
  [surprisal, "classes", 3],
  [distance, "row", 3],
];

/** From −1 to 1, as if drawn. */
const scattered = (length: number): Float64Array =>
  Float64Array.from({ length }, (_, i) => Math.fround(((i * 0.618_033_988_749_895) % 1) * 2 - 1));

describe.each(cases)("%o", (loss, kind, outputs) => {
  it.each(["float64", "float32"] as const)("is as the pass by functions, in %s", (dtype: FloatType) => {
    for (const count of [1, 2, 5, 67]) {
      const rows = denseRows(scattered(count * 4), [count, 4], { outputs, stored: dtype, computed: dtype });
      const map: LinearMap = { weights: scattered(4 * outputs), intercept: scattered(outputs) };
      const targets =
        kind === "classes" ? Int32Array.from({ length: count }, (_, i) => i % 3) : scattered(count * outputs);
      const compiled = compileLoss(loss, kind, outputs, { form: "wasm", dtype });
      const size = kind === "row" ? outputs : 1;
      const slopesOf = (): LinearMap => ({ weights: map.weights.slice(), intercept: map.intercept.slice() });
      const [byFunctions, byKernels] = [slopesOf(), slopesOf()];
      const expected = rows.pass(
        map,
        ({ first, margins, slopes, values }) =>
          compiled.run(values.length, margins, targets.subarray(first * size), values, slopes),
        byFunctions,
      );
      const held = compiled.hold?.(targets);
      if (!held) throw new TypeError("expected a form in WebAssembly");
      expect(rows.pass(map, held, byKernels)).toBeCloseTo(expected, dtype === "float64" ? 13 : 4);
      for (const name of ["weights", "intercept"] as const)
        for (const [i, each] of byKernels[name].entries())
          expect(each).toBeCloseTo(byFunctions[name][i] as number, dtype === "float64" ? 13 : 4);
      held.free();
      rows.free();
    }
  });
});

it("is not there in other forms", () => {
  expect(compileLoss(squared, "real", 1, { form: "javascript" }).hold).toBeUndefined();
  expect(compileLoss(squared, "real", 1, { form: "interpreter" }).hold).toBeUndefined();
});

it("has its targets until they are freed, and no longer", () => {
  const held = compileLoss(squared, "real", 1, { form: "wasm" }).hold?.([1, 2]);
  expect(held?.isDone?.()).toBe(true);
  held?.free();
  // The second time nothing happens.
  held?.free();
});
