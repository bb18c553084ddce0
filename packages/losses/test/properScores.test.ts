import type { Loss } from "@surprisal/contract";
import { distributions } from "@surprisal/gradcheck";
import { add, grad, mul, tensor, type Tensor } from "@surprisal/tensor";
import fc from "fast-check";
import { expect, test } from "vitest";
import * as losses from "../src/index.ts";

const row = (x: readonly number[]): Tensor => tensor(Float64Array.from(x), { shape: [1, x.length] });

/** Logits, class, value and gradient of nearly certain rows, worked out with 120 digits. */
const tails: readonly (readonly [Pick<Loss, "sum">, readonly number[], number, number, readonly number[]])[] = [
  [
    losses.brierScore,
    [30, 0, -7],
    0,
    1.7529005896461488e-26,
    [-3.5058011792919693e-26, 3.504201285926761e-26, 1.5998933652081255e-29],
  ],
  [
    losses.brierScore,
    [30, 0, -7],
    1,
    1.9999999999996256,
    [3.7447557970601666e-13, -3.7430491875350183e-13, -1.7066095251481737e-16],
  ],
  [
    losses.brierScore,
    [30, 0, -7],
    2,
    1.9999999999998126,
    [1.8749378128176308e-13, -1.8715245937673337e-13, -3.413219050296987e-16],
  ],
  [
    losses.brierScore,
    [18, -2, 17.5],
    1,
    1.5299925716708982,
    [0.11511359185298475, -3.925912908405607e-9, -0.11511358792707184],
  ],
  [
    losses.sphericalScore,
    [30, 0, -7],
    0,
    4.3782590219933494e-27,
    [-8.756518043986699e-27, 8.75651076269652e-27, 7.281290178321643e-33],
  ],
  [
    losses.sphericalScore,
    [30, 0, -7],
    1,
    0.9999999999999064,
    [9.357622968840175e-14, -9.357622968840175e-14, 6.813556821545298e-46],
  ],
  [
    losses.sphericalScore,
    [30, 0, -7],
    2,
    0.9999999999999999,
    [8.533047625744066e-17, 7.47197233734299e-43, -8.533047625744066e-17],
  ],
  [
    losses.sphericalScore,
    [18, -2, 17.5],
    1,
    0.9999999982376732,
    [1.2883641407120035e-9, -1.7623268208224609e-9, 4.739626801104573e-10],
  ],
  [
    losses.tsallisScore,
    [30, 0, -7],
    0,
    1.9083987080556575e-20,
    [-2.8625982813954143e-20, 2.8625194569982904e-20, 7.882439712430676e-25],
  ],
  [
    losses.tsallisScore,
    [30, 0, -7],
    1,
    1.9999993881952653,
    [3.0590241416331433e-7, -3.059024140779839e-7, -8.5330449366394e-17],
  ],
  [
    losses.tsallisScore,
    [30, 0, -7],
    2,
    1.999999981525007,
    [9.237543323500836e-9, -9.357620019878832e-14, -9.237449747300637e-9],
  ],
  [
    losses.tsallisScore,
    [18, -2, 17.5],
    1,
    1.8153106621263297,
    [0.04103456535928121, -3.5819697870343406e-5, -0.04099874566141087],
  ],
  [
    losses.rankedProbabilityScore,
    [30, 0, -7],
    0,
    8.772495133766608e-27,
    [-1.7544990267531572e-26, 1.752899133387949e-26, 1.599893365208275e-29],
  ],
  [
    losses.rankedProbabilityScore,
    [30, 0, -7],
    1,
    0.9999999999998127,
    [1.8732312032926574e-13, -1.8715245937675091e-13, -1.7066095251483334e-16],
  ],
  [
    losses.rankedProbabilityScore,
    [30, 0, -7],
    2,
    1.9999999999998126,
    [1.874937812817806e-13, -1.871524593767509e-13, -3.413219050296987e-16],
  ],
  [
    losses.rankedProbabilityScore,
    [18, -2, 17.5],
    1,
    0.5299925742368667,
    [0.11511359025577365, -1.3599443076271302e-9, -0.11511358889582934],
  ],
];

test("nearly certain rows keep their digits, right or wrong", () => {
  for (const [loss, logits, own, value, slope] of tails) {
    const of = (z: Tensor): Tensor => loss.sum(z, tensor(Int32Array.of(own)));
    expect(of(row(logits)).item() / value).toBeCloseTo(1, 13);
    grad(of)(row(logits)).data.forEach((each, i) => expect(each / (slope[i] ?? Number.NaN)).toBeCloseTo(1, 12));
  }
});

test.each([
  losses.brierScore,
  losses.sphericalScore,
  losses.tsallisScore,
  losses.tsallisScore.with({ alpha: 3 }),
  losses.rankedProbabilityScore,
])("%o is proper: the expected score is stationary at the true distribution, and no other does better", (score) => {
  fc.assert(
    fc.property(distributions(4, { interior: true }), distributions(4, { interior: true }), (q, p) => {
      const expected = (z: Tensor): Tensor =>
        q.map((share, k) => mul(share, score.sum(z, tensor(Int32Array.of(k))))).reduce((a, b) => add(a, b));
      const truth = row(q.map(Math.log));
      grad(expected)(truth).data.forEach((each) => expect(each).toBeCloseTo(0, 13));
      expect(expected(row(p.map(Math.log))).item()).toBeGreaterThanOrEqual(expected(truth).item() - 1e-14);
    }),
  );
});
