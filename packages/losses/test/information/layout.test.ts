import { moveAxis, tensor, type Tensor, type TensorLike } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import * as information from "../../src/information/index.ts";

// Measures of many distributions at once, along any axis, in both units.

const p = tensor(Float64Array.of(0.5, 0.3, 0.2, 0.1, 0.1, 0.8, 0.25, 0.25, 0.5, 0, 0.6, 0.4), { shape: [2, 2, 3] });
const q = tensor(Float64Array.of(0.2, 0.3, 0.5, 0.3, 0.4, 0.3, 0.6, 0.1, 0.3, 0.2, 0.2, 0.6), { shape: [2, 2, 3] });

interface Options {
  readonly axis?: number;
  readonly unit?: "bits";
}
type Measure = (p: TensorLike, q: TensorLike, options?: Options) => Tensor;
const inUnits: Readonly<Record<string, Measure>> = {
  entropy: (one, _, options) => information.entropy(one, options),
  crossEntropy: information.crossEntropy,
  kullbackLeibler: information.kullbackLeibler,
  jensenShannon: information.jensenShannon,
  "renyi of 1": (one, other, options) => information.renyi(one, other, 1, options),
  "renyi of 2": (one, other, options) => information.renyi(one, other, 2, options),
};
const withoutUnits: Readonly<Record<string, Measure>> = {
  hellinger: information.hellinger,
  totalVariation: information.totalVariation,
  "tsallis of 1": (one, other, options) => information.tsallis(one, other, 1, options),
  "tsallis of 2": (one, other, options) => information.tsallis(one, other, 2, options),
};

describe("along any axis, each distribution by itself", () => {
  test.each(Object.entries({ ...inUnits, ...withoutUnits }))("%s", (_, measure) => {
    const row = (x: Tensor, i: number): Float64Array => Float64Array.from(x.data.subarray(3 * i, 3 * i + 3));
    const each = [0, 1, 2, 3].map((i) => measure(row(p, i), row(q, i)).item());
    const last = measure(p, q);
    expect(last.shape).toEqual([2, 2]);
    expect(Array.from(last.data)).toEqual(each);
    expect(Array.from(measure(moveAxis(p, -1, 0), moveAxis(q, -1, 0), { axis: 0 }).data)).toEqual(each);
  });
});

test.each(Object.entries(inUnits))("%s in bits", (_, measure) => {
  for (const [i, nats] of measure(p, q).data.entries())
    expect(measure(p, q, { unit: "bits" }).data[i]).toBeCloseTo(nats / Math.LN2, 14);
});

test.each(Object.entries(withoutUnits))("%s has no unit", (_, measure) => {
  expect(() => measure(p, q, { unit: "bits" })).toThrow("unknown option unit, expected axis");
});

describe("mutual information", () => {
  // 0.4 log (0.4/0.25) + 0.1 log (0.1/0.25), twice.
  const nats = 2 * (0.4 * Math.log(1.6) + 0.1 * Math.log(0.4));
  const joint = [
    [0.4, 0.1],
    [0.1, 0.4],
  ];
  const independent = [
    [0.06, 0.14],
    [0.24, 0.56],
  ];

  test("of many joint distributions, in both units", () => {
    const both = tensor(Float64Array.from([joint, independent].flat(2)), { shape: [2, 2, 2] });
    expect(information.mutualInformation(both).toArray()).toEqual([expect.closeTo(nats, 14), expect.closeTo(0, 14)]);
    expect(information.mutualInformation(both, { unit: "bits" }).data[0]).toBeCloseTo(nats / Math.LN2, 14);
    const wide = tensor(Float64Array.of(0.5, 0, 0, 0, 0.25, 0.25), { shape: [2, 3] });
    expect(information.mutualInformation(wide).item()).toBeCloseTo(Math.LN2, 14);
  });

  test("what it does not take", () => {
    const call = (options: object) => (): unknown => information.mutualInformation(joint, options);
    expect(call({ axis: 0 })).toThrow("mutualInformation: unknown option axis, expected unit");
    expect(call({ unit: "bans" })).toThrow("mutualInformation: unit is bans, expected one of nats, bits");
    expect(() => information.mutualInformation([1])).toThrow("joint has shape [1], expected [… K, L]");
    const flat = tensor([0.5, 0.5], { shape: [2] });
    expect(() => information.mutualInformation(flat)).toThrow("expected [… K, L]");
  });
});

test("at α = 1 Rényi's and Tsallis's divergence are Kullback and Leibler's, which they approach", () => {
  for (const divergence of [information.renyi, information.tsallis]) {
    expect(divergence(p, q, 1).toArray()).toEqual(information.kullbackLeibler(p, q).toArray());
    for (const [i, limit] of information.kullbackLeibler(p, q).data.entries())
      expect(divergence(p, q, 1 + 1e-6).data[i]).toBeCloseTo(limit, 5);
  }
});
