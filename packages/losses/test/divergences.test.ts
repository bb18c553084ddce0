import { distributions, logits } from "@surprisal/gradcheck";
import { grad, sum, tensor, type Tensor } from "@surprisal/tensor";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as losses from "../src/index.ts";
import * as information from "../src/information/index.ts";

const row = (x: readonly number[]): Tensor => tensor(Float64Array.from(x), { shape: [1, x.length] });
const both = fc.tuple(logits(4, { extent: 8 }), logits(4, { extent: 8 }));
const divergences = {
  knowledgeDistillation: losses.knowledgeDistillation,
  jensenShannonDivergence: losses.jensenShannonDivergence,
  renyiDivergence: losses.renyiDivergence,
  "renyiDivergence of order 1": losses.renyiDivergence.with({ alpha: 1 }),
  "renyiDivergence of order 2": losses.renyiDivergence.with({ alpha: 2 }),
  tsallisDivergence: losses.tsallisDivergence,
  "tsallisDivergence of order 2": losses.tsallisDivergence.with({ alpha: 2 }),
  totalVariation: losses.totalVariation,
  squaredHellinger: losses.squaredHellinger,
};

describe.each(Object.entries(divergences))("%s", (_, loss) => {
  test("a class that both mask is transparent, in value and gradient", () => {
    fc.assert(
      fc.property(both, fc.nat({ max: 4 }), ([x, y], at) => {
        const [wide, goal] = [row(x.toSpliced(at, 0, -Infinity)), row(y.toSpliced(at, 0, -Infinity))];
        expect(loss(wide, goal).item()).toBeCloseTo(loss(row(x), row(y)).item(), 12);
        const slope = Array.from(grad((z: Tensor) => sum(loss(z, goal)))(wide).data);
        expect(slope[at]).toBeCloseTo(0, 300);
        const rest = grad((z: Tensor) => sum(loss(z, row(y))))(row(x)).data;
        slope.toSpliced(at, 1).forEach((each, i) => expect(each).toBeCloseTo(rest[i] ?? Number.NaN, 11));
      }),
    );
  });

  test("nowhere negative, and 0 where both are the same", () => {
    fc.assert(
      fc.property(both, ([x, y]) => {
        expect(loss(row(x), row(y)).item()).toBeGreaterThanOrEqual(-1e-14);
        expect(loss(row(x), row(x.map((z) => z + 3))).item()).toBeCloseTo(0, 13);
      }),
    );
  });
});

describe("on probabilities as on logits", () => {
  const pair = fc.tuple(distributions(4), distributions(4));
  const flat = (p: readonly number[]): Tensor => tensor(Float64Array.from(p));
  const logs = (p: readonly number[]): Tensor => row(p.map(Math.log));

  test("jensenShannon, renyi, tsallis, totalVariation, hellinger", () => {
    fc.assert(
      fc.property(pair, ([p, q]) => {
        const [x, y, z, t] = [flat(p), flat(q), logs(q), logs(p)];
        const pairs: [Tensor, Tensor][] = [
          [
            information.jensenShannon(x, y, { weight: 0.3 }),
            losses.jensenShannonDivergence.with({ weight: 0.3 })(z, t),
          ],
          [information.renyi(x, y, 0.7), losses.renyiDivergence.with({ alpha: 0.7 })(z, t)],
          [information.tsallis(x, y, 0.7), losses.tsallisDivergence.with({ alpha: 0.7 })(z, t)],
          [information.totalVariation(x, y), losses.totalVariation(z, t)],
          [information.kullbackLeibler(x, y), losses.renyiDivergence.with({ alpha: 1 })(z, t)],
        ];
        for (const [measure, loss] of pairs) {
          const expected = measure.item();
          if (Number.isFinite(expected)) expect(loss.item()).toBeCloseTo(expected, 9);
          else expect(loss.item()).toBe(expected);
        }
        expect(information.hellinger(x, y).item() ** 2).toBeCloseTo(losses.squaredHellinger(z, t).item(), 12);
      }),
    );
  });

  test("an order that is none is refused", () => {
    expect(() => information.renyi([1, 0], [1, 0], 0)).toThrow("renyi: alpha is 0, expected (0, ∞)");
    expect(() => information.tsallis([1, 0], [1, 0], Number.NaN)).toThrow("tsallis: alpha is NaN");
  });

  test("bits, axes, what was held impossible", () => {
    expect(information.jensenShannon([1, 0], [0, 1], { unit: "bits" }).item()).toBe(1);
    expect(information.renyi([1, 0], [0, 1], 0.5).item()).toBe(Infinity);
    expect(information.renyi([1, 0], [0.25, 0.75], 2, { unit: "bits" }).item()).toBeCloseTo(2, 6);
    expect(information.tsallis([0.5, 0.5], [1, 0], 2).item()).toBe(Infinity);
    const [a, b] = [
      [[1], [0]],
      [[0.5], [0.5]],
    ];
    expect(information.totalVariation(a, b, { axis: 0 }).toArray()).toEqual([0.5]);
  });
});

describe("mutualInformation", () => {
  test("is 0 for independent variables, and their entropies minus the joint one", () => {
    fc.assert(
      fc.property(distributions(3), distributions(4), distributions(12), (p, q, joint) => {
        const outer = tensor(Float64Array.from(p.flatMap((x) => q.map((y) => x * y))), { shape: [3, 4] });
        expect(information.mutualInformation(outer).item()).toBeCloseTo(0, 12);
        const table = tensor(Float64Array.from(joint), { shape: [3, 4] });
        const entropies =
          information.entropy(sum(table, { axis: 1 })).item() + information.entropy(sum(table, { axis: 0 })).item();
        const whole = information.entropy(Float64Array.from(joint)).item();
        expect(information.mutualInformation(table).item()).toBeCloseTo(entropies - whole, 12);
      }),
    );
  });

  test("a table with one axis is refused", () => {
    expect(() => information.mutualInformation([1])).toThrow(
      "mutualInformation: joint has shape [1], expected [… K, L]",
    );
  });
});
