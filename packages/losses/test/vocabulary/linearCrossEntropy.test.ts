import { generator, grad, hvp, normal, square, sum, tensor, valueAndGrad, type Tensor } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import { linearCrossEntropy, type LinearCrossEntropyOptions } from "../../src/vocabulary/index.ts";
import { expectClose } from "./expectClose.ts";

const random = (shape: number[], seed: number): Tensor => normal(shape, generator(seed), { dtype: "float64" });
const layer = { features: random([7, 3], 1), weight: random([5, 3], 2), bias: random([5], 3) };
const direction = { features: random([7, 3], 4), weight: random([5, 3], 5), bias: random([5], 6) };
const target = tensor(Int32Array.of(0, 4, 2, -100, 1, 3, 0));
const sampleWeights = [1, 2, 0, 1, 0.5, 1, 3];

const variants: Record<string, LinearCrossEntropyOptions> = {
  plain: {},
  smoothed: { labelSmoothing: 0.1 },
  capped: { cap: 1.5 },
  "with z-loss": { zLossWeight: 0.1 },
  "with all of it": { labelSmoothing: 0.2, cap: 3, zLossWeight: 0.01, sampleWeights },
};

const ways = {
  each: (at: typeof layer, options: LinearCrossEntropyOptions): Tensor =>
    sum(square(linearCrossEntropy(at.features, at.weight, at.bias, target, options))),
  mean: (at: typeof layer, options: LinearCrossEntropyOptions): Tensor =>
    linearCrossEntropy.mean(at.features, at.weight, at.bias, target, options),
};

describe("tiles of classes give what rows in chunks give", () => {
  test.each(Object.entries(variants))("%s", (_, options) => {
    for (const way of Object.values(ways)) {
      const byRows = valueAndGrad((at: typeof layer) => way(at, options))(layer);
      for (const tileClasses of [1, 2, 100]) {
        const got = valueAndGrad((at: typeof layer) => way(at, { ...options, tileClasses }))(layer);
        expectClose(got.value, byRows.value);
        for (const name of ["features", "weight", "bias"] as const)
          expectClose(got.gradient[name], byRows.gradient[name]);
      }
    }
    const along = (tileClasses?: number) =>
      hvp((at: typeof layer) => ways.mean(at, { ...options, ...(tileClasses && { tileClasses }) }), layer, direction);
    expectClose(along(2).weight, along().weight);
  });

  test.each(["float32", "float64"] as const)(
    "with masked classes, whole tiles of them, and rows that are not to be looked at, in %s",
    (dtype) => {
      const bias = tensor([1, -Infinity, 0, -Infinity, -Infinity], { dtype });
      const seen = tensor(Int32Array.of(0, 0, 2, -100, 2, 2, 0));
      const features = tensor(layer.features, { dtype });
      features.data.fill(Number.NaN, 9, 12);
      const along = (options: LinearCrossEntropyOptions) =>
        valueAndGrad((at: typeof layer) => linearCrossEntropy.mean(at.features, at.weight, at.bias, seen, options))({
          features,
          weight: tensor(layer.weight, { dtype }),
          bias,
        });
      const relative = dtype === "float32" ? 1e-6 : 1e-12;
      for (const cap of [Infinity, 2]) {
        const [got, expected] = [along({ cap, tileClasses: 1 }), along({ cap })];
        expectClose(got.value, expected.value, relative);
        for (const name of ["features", "weight", "bias"] as const)
          expectClose(got.gradient[name], expected.gradient[name], relative);
        expect([...got.gradient.features.data.subarray(9, 12)].map(Math.abs)).toEqual([0, 0, 0]);
      }
    },
  );

  const single = {
    features: tensor(layer.features, { dtype: "float32" }),
    weight: tensor(layer.weight, { dtype: "float32" }),
    bias: tensor(layer.bias, { dtype: "float32" }),
  };
  test.each([
    ["plain", {}, single],
    ["with z-loss and weights", { zLossWeight: 0.1, sampleWeights }, single],
    ["smoothed and capped", { labelSmoothing: 0.1, cap: 2 }, single],
  ] as const)("in float32, %s", (_, options, at) => {
    for (const way of Object.values(ways)) {
      const byRows = valueAndGrad((each: typeof layer) => way(each, options))(at);
      for (const tileClasses of [1, 2, 4, 100]) {
        const got = valueAndGrad((each: typeof layer) => way(each, { ...options, tileClasses }))(at);
        expectClose(got.value, byRows.value, 1e-6);
        for (const name of ["features", "weight", "bias"] as const)
          expectClose(got.gradient[name], byRows.gradient[name], 1e-6);
      }
    }
  });

  test.each([8, 15, 16, 18, 31, 32, 33, 64, 4096])("in float32, tiles of %i classes", (tileClasses) => {
    const wide = [
      normal([13, 3], generator(7)),
      normal([70, 3], generator(8)),
      normal([70], generator(9)),
      tensor(Int32Array.from({ length: 13 }, (_, i) => (i * 11) % 70)),
    ] as const;
    const [x, weight, bias, classes] = wide;
    expectClose(linearCrossEntropy(...wide, { tileClasses }), linearCrossEntropy(...wide), 1e-6);
    const along = (options: LinearCrossEntropyOptions): Tensor =>
      grad((at: Tensor) => linearCrossEntropy.mean(at, weight, bias, classes, options))(x);
    expectClose(along({ tileClasses }), along({}), 1e-6);
  });

  test("in float32, large logits: with a single class there is no loss, and no gradient", () => {
    const [x, bias] = [normal([40, 1], generator(3)), tensor([0.123456])];
    const classes = tensor(new Int32Array(40));
    const of = (at: Tensor): Tensor => linearCrossEntropy.sum(at, [[1e3]], bias, classes, { tileClasses: 8 });
    const { value, gradient } = valueAndGrad(of)(x);
    expect([value.item(), ...gradient.data].map(Math.abs)).toEqual(Array.from({ length: 41 }, () => 0));
  });

  test("in float32, what is not a number stays in its row", () => {
    for (const bad of [Number.NaN, Infinity]) {
      const features = tensor(single.features.data.slice().fill(bad, 0, 1), { shape: [7, 3] });
      const values = linearCrossEntropy(features, single.weight, single.bias, target, { tileClasses: 2 });
      expect([...values.data].map(Number.isNaN)).toEqual([true, false, false, false, false, false, false]);
    }
  });
});

test("a sure row keeps its digits, whatever the tiles", () => {
  const weight = tensor(Float64Array.of(40, 0, 0), { shape: [3, 1] });
  for (const tileClasses of [1, 2, 3]) {
    const loss = linearCrossEntropy(tensor(Float64Array.of(1), { shape: [1, 1] }), weight, undefined, [0], {
      tileClasses,
    });
    expect(loss.item()).toBeCloseTo(8.496708510583178e-18, 32);
    const single = linearCrossEntropy([[1]], [[40], [0], [0]], undefined, [0], { tileClasses });
    expect(single.item() / 8.496708510583178e-18).toBeCloseTo(1, 6);
  }
});

test("a tile that is none is refused", () => {
  expect(() => linearCrossEntropy([[1]], [[1]], undefined, [0], { tileClasses: 0 })).toThrow(
    "linearCrossEntropy: tileClasses is 0, expected a whole number from 1",
  );
});
