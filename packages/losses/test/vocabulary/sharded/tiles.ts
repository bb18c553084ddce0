import { between } from "@surprisal/gradcheck";
import { tensor, type Tensor } from "@surprisal/tensor";
import fc from "fast-check";
import { crossEntropyState, type CrossEntropyState } from "../../../src/vocabulary/index.ts";

/** Rows of logits, the targets, and where the classes are cut. */
export interface Tiling {
  readonly logits: Tensor;
  readonly target: Tensor;
  readonly cuts: readonly number[];
}

/** Ordinary, far apart, masked. */
const logit = fc.oneof(between(-4, 4), between(-800, 800), fc.constant(-Infinity));

export function tilings(each: fc.Arbitrary<number> = logit): fc.Arbitrary<Tiling> {
  return fc.integer({ min: 1, max: 9 }).chain((classes) =>
    fc
      .record({
        values: fc.array(each, { minLength: 3 * classes, maxLength: 3 * classes }),
        target: fc.array(fc.integer({ min: 0, max: classes - 1 }), { minLength: 3, maxLength: 3 }),
        cuts: fc.array(fc.integer({ min: 0, max: classes }), { maxLength: 5 }),
      })
      .map(({ values, target, cuts }) => ({
        logits: tensor(Float64Array.from(values), { shape: [3, classes] }),
        target: tensor(Int32Array.from(target)),
        cuts: [0, ...cuts.toSorted((a, b) => a - b), classes],
      })),
  );
}

/** The columns from `start` to before `stop`. */
export function columns({ data, shape }: Tensor, start: number, stop: number): Tensor {
  const [rows = 0, width = 0] = shape;
  const own = Array.from({ length: rows }, (_, row) => [...data.subarray(row * width + start, row * width + stop)]);
  return tensor(Float64Array.from(own.flat()), { shape: [rows, stop - start] });
}

export const slicesOf = ({ cuts }: Tiling): [start: number, stop: number][] =>
  cuts.slice(1).map((stop, i) => [cuts[i] ?? 0, stop]);

export const statesOf = (tiling: Tiling): CrossEntropyState[] =>
  slicesOf(tiling).map(([start, stop]) =>
    crossEntropyState(columns(tiling.logits, start, stop), tiling.target, { start }),
  );
