import { distributions } from "@surprisal/gradcheck";
import { tensor } from "@surprisal/tensor";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { crossEntropy, entropy, kullbackLeibler } from "../../src/information/index.ts";

const pair = fc.tuple(distributions(4), distributions(4));
const row = (p: readonly number[]): ReturnType<typeof tensor> => tensor(Float64Array.from(p));

describe("entropy, crossEntropy, kullbackLeibler", () => {
  test("H(P, Q) = H(P) + KL(P ‖ Q), and KL is nowhere negative", () => {
    fc.assert(
      fc.property(pair, ([p, q]) => {
        const divergence = kullbackLeibler(row(p), row(q)).item();
        const whole = crossEntropy(row(p), row(q)).item();
        expect(divergence).toBeGreaterThanOrEqual(-1e-15);
        if (Number.isFinite(whole)) expect(entropy(row(p)).item() + divergence).toBeCloseTo(whole, 10);
      }),
    );
  });

  test("bits are nats divided by log 2; the uniform distribution has the most", () => {
    fc.assert(
      fc.property(distributions(4), (p) => {
        expect(entropy(row(p), { unit: "bits" }).item() * Math.LN2).toBeCloseTo(entropy(row(p)).item(), 13);
        expect(entropy(row(p), { unit: "bits" }).item()).toBeLessThanOrEqual(2 + 1e-12);
      }),
    );
    expect(entropy([0.25, 0.25, 0.25, 0.25], { unit: "bits" }).item()).toBe(2);
  });

  test("what does not happen costs nothing, what was held impossible costs everything", () => {
    expect(crossEntropy([0, 1], [0, 1]).item()).toBe(0);
    expect(kullbackLeibler([0, 1], [0, 1]).item()).toBe(0);
    expect(crossEntropy([1, 0], [0, 1]).item()).toBe(Infinity);
    expect(kullbackLeibler([1, 0], [0, 1]).item()).toBe(Infinity);
  });

  test("along any axis", () => {
    const p = tensor(
      [
        [0.5, 1],
        [0.5, 0],
      ],
      { dtype: "float64" },
    );
    expect(entropy(p, { axis: 0 }).toArray()).toEqual([Math.LN2, 0]);
  });
});
