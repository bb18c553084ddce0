import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { strongWolfe, type LinePoint } from "../../src/index.ts";

type Line = (step: number) => LinePoint;

const line =
  (value: (t: number) => number, slope: (t: number) => number): Line =>
  (step) => ({ value: value(step), slope: slope(step) });

// The six functions of Moré & Thuente, section 5.
const first = line(
  (t) => -t / (t * t + 2),
  (t) => (t * t - 2) / (t * t + 2) ** 2,
);
const second = line(
  (t) => (t + 0.004) ** 5 - 2 * (t + 0.004) ** 4,
  (t) => 5 * (t + 0.004) ** 4 - 8 * (t + 0.004) ** 3,
);
const wave = (39 * Math.PI) / 2;
const third = line(
  (t) => (t <= 0.99 ? 1 - t : t >= 1.01 ? t - 1 : (t - 1) ** 2 / 0.02 + 0.005) + (0.99 / wave) * Math.sin(wave * t),
  (t) => (t <= 0.99 ? -1 : t >= 1.01 ? 1 : (t - 1) / 0.01) + 0.99 * Math.cos(wave * t),
);
const bend = (b: number): number => Math.sqrt(1 + b * b) - b;
const twoBends = (b1: number, b2: number): Line =>
  line(
    (t) => bend(b1) * Math.hypot(1 - t, b2) + bend(b2) * Math.hypot(t, b1),
    (t) => (-bend(b1) * (1 - t)) / Math.hypot(1 - t, b2) + (bend(b2) * t) / Math.hypot(t, b1),
  );
const fourth = twoBends(0.001, 0.001);
const fifth = twoBends(0.01, 0.001);
const sixth = twoBends(0.001, 0.01);

describe("the functions of Moré & Thuente, section 5, as their own dcsrch solves them", () => {
  // Evaluations and steps from the port of dcsrch in SciPy 1.17.1; the counts are those of the paper's tables too.
  test.each([
    [1, first, 0.001, 0.1, 1e-3, 6, 1.365],
    [1, first, 0.001, 0.1, 1e-1, 3, 1.4413720790892741],
    [1, first, 0.001, 0.1, 1e1, 1, 10],
    [1, first, 0.001, 0.1, 1e3, 4, 36.88760696396662],
    [2, second, 0.1, 0.1, 1e-3, 12, 1.596000000186075],
    [2, second, 0.1, 0.1, 1e-1, 8, 1.5960000000049348],
    [2, second, 0.1, 0.1, 1e1, 8, 1.5959999997572032],
    [2, second, 0.1, 0.1, 1e3, 11, 1.595999998872531],
    [3, third, 0.1, 0.1, 1e-3, 12, 0.9999996797968318],
    [3, third, 0.1, 0.1, 1e-1, 12, 0.9999988033548208],
    [3, third, 0.1, 0.1, 1e1, 10, 0.9999999876178056],
    [3, third, 0.1, 0.1, 1e3, 13, 0.9999999017146377],
    [4, fourth, 0.001, 0.001, 1e-3, 4, 0.085],
    [4, fourth, 0.001, 0.001, 1e-1, 1, 0.1],
    [4, fourth, 0.001, 0.001, 1e1, 3, 0.3491046164172457],
    [4, fourth, 0.001, 0.001, 1e3, 4, 0.8294012431694555],
    [5, fifth, 0.001, 0.001, 1e-3, 6, 0.07501087060006814],
    [5, fifth, 0.001, 0.001, 1e-1, 3, 0.07751042197802409],
    [5, fifth, 0.001, 0.001, 1e1, 7, 0.07314201106894994],
    [5, fifth, 0.001, 0.001, 1e3, 8, 0.07615927320141007],
    [6, sixth, 0.001, 0.001, 1e-3, 13, 0.9279032286386139],
    [6, sixth, 0.001, 0.001, 1e-1, 11, 0.9261500138380064],
    [6, sixth, 0.001, 0.001, 1e1, 8, 0.924781673432206],
    [6, sixth, 0.001, 0.001, 1e3, 11, 0.9243979067536415],
  ])(
    "function %i, c1 %d, c2 %d, from %d",
    (_, phi, sufficientDecrease, curvature, initialStep, evaluations, expected) => {
      const lowCurvature = Math.max(curvature, sufficientDecrease * (1 + 1e-9));
      const options = { sufficientDecrease, curvature: lowCurvature, initialStep, valueNoise: 0 };
      const result = strongWolfe(phi, phi(0), options);
      expect(result.outcome).toBe("wolfe");
      expect(result.evaluations).toBe(evaluations);
      expect(Math.abs(result.step / expected - 1)).toBeLessThan(1e-6);
    },
  );
});

test("both conditions hold, for any quartic that falls at 0", () => {
  const coefficient = fc.double({ min: -10, max: 10, noNaN: true });
  fc.assert(
    fc.property(
      coefficient,
      coefficient,
      fc.double({ min: 0.01, max: 100, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
      (cubic, square, fall, initialStep) => {
        const phi = line(
          (t) => t ** 4 + cubic * t ** 3 + square * t * t - fall * t,
          (t) => 4 * t ** 3 + 3 * cubic * t * t + 2 * square * t - fall,
        );
        const { step, value, slope, outcome } = strongWolfe(phi, phi(0), { initialStep });
        expect(outcome).toBe("wolfe");
        expect({ value, slope }).toEqual(phi(step));
        expect(value).toBeLessThanOrEqual(1e-4 * step * -fall);
        expect(Math.abs(slope)).toBeLessThanOrEqual(0.9 * fall);
      },
    ),
  );
});

describe("values that rounding has eaten", () => {
  const flat = line(
    (t) => 1e6 + (t - 3) ** 2 * 1e-12,
    (t) => 2e-12 * (t - 3),
  );

  test("slopes find the step", () => {
    expect(flat(1).value).toBe(flat(0).value);
    const { step, outcome } = strongWolfe(flat, flat(0), { curvature: 0.1, initialStep: 0.1 });
    expect(outcome).toBe("wolfe");
    expect(step).toBeCloseTo(3, 0);
  });

  test("unless the noise is said to be 0", () => {
    expect(strongWolfe(flat, flat(0), { valueNoise: 0 }).outcome).toBe("failed");
  });

  test("a slope that promises more than the noise is not believed", () => {
    const liar = line(
      () => 5,
      (t) => t - 1,
    );
    expect(strongWolfe(liar, liar(0))).toMatchObject({ outcome: "failed", step: 0, value: 5, slope: -1 });
  });
});

describe("steps that leave the domain", () => {
  test("are shortened to where the function is finite", () => {
    const phi = line(
      (t) => (t < 1e-6 ? -Math.log(1 - 1e6 * t) - 2e6 * t : Infinity),
      (t) => 1e6 / (1 - 1e6 * t) - 2e6,
    );
    const { outcome, step } = strongWolfe(phi, phi(0), { curvature: 0.1 });
    expect(outcome).toBe("wolfe");
    expect(step).toBeCloseTo(0.5e-6, 7);
  });

  test("a minimum at the edge of the domain: lower, but never flat", () => {
    const steps: number[] = [];
    const phi = (t: number): LinePoint => {
      steps.push(t);
      return t <= 1 ? { value: -t, slope: -1 } : { value: Number.NaN, slope: Number.NaN };
    };
    const { outcome, step, value } = strongWolfe(phi, { value: 0, slope: -1 }, { initialStep: 0.3 });
    expect(outcome).toBe("decrease");
    expect(step).toBeGreaterThan(0.999);
    expect(value).toBe(-step);
    expect(steps.at(-1)).toBe(step);
  });

  test("nothing finite at all", () => {
    const phi = line(
      () => Infinity,
      () => 1,
    );
    expect(strongWolfe(phi, { value: 0, slope: -1 })).toMatchObject({ outcome: "nonFinite", step: 0, evaluations: 40 });
  });
});

test("evaluations are counted and limited, and the last one is at the step returned", () => {
  for (let maxEvaluations = 1; maxEvaluations < 14; maxEvaluations++) {
    const steps: number[] = [];
    const phi = (t: number): LinePoint => {
      steps.push(t);
      return sixth(t);
    };
    const { evaluations, outcome, step } = strongWolfe(phi, sixth(0), {
      sufficientDecrease: 0.001,
      curvature: 0.0011,
      initialStep: 1e-3,
      maxEvaluations,
    });
    expect(evaluations).toBe(steps.length);
    expect(evaluations).toBeLessThanOrEqual(maxEvaluations);
    if (outcome !== "failed") expect(steps.at(-1)).toBe(step);
  }
});

test.each([
  [{ value: 0, slope: 1 }, {}, "start.slope is 1"],
  [{ value: 0, slope: Number.NaN }, {}, "start.slope is NaN"],
  [{ value: Infinity, slope: -1 }, {}, "start.value is Infinity"],
  [{ value: 0, slope: -1 }, { initialStep: 0 }, "initialStep is 0"],
  [{ value: 0, slope: -1 }, { sufficientDecrease: 0.5 }, "sufficientDecrease is 0.5"],
  [{ value: 0, slope: -1 }, { curvature: 1 }, "curvature is 1"],
  [{ value: 0, slope: -1 }, { valueNoise: -1 }, "valueNoise is -1"],
  [{ value: 0, slope: -1 }, { maxEvaluations: 0 }, "maxEvaluations is 0"],
])("rejects %o with %o", (start, options, message) => {
  expect(() => strongWolfe(first, start, options)).toThrow(`strongWolfe: ${message}, expected`);
});
