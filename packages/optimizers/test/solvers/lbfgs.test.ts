import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lbfgs, type Objective } from "../../src/index.ts";
import { logisticRegression, quadratic, rosenbrock, rosenbrockStart, scalar } from "./problems.ts";

const largestDistance = (a: Float64Array, b: ArrayLike<number>): number =>
  a.reduce((largest, entry, i) => Math.max(largest, Math.abs(entry - b[i]!)), 0);

const eigenvalues = (condition: number): number[] => Array.from({ length: 50 }, (_, i) => condition ** (i / 49));

const failing: Objective = () => {
  throw new RangeError("no data");
};

describe("Rosenbrock's function", () => {
  test("2 variables, in as many steps as the reference L-BFGS-B (37 iterations, 45 evaluations)", () => {
    const { x, reason, iterations, evaluations, gradientNorm } = lbfgs(rosenbrock, Float64Array.of(-1.2, 1));
    expect(reason).toBe("gradient");
    expect(gradientNorm).toBeLessThanOrEqual(1e-6);
    expect(largestDistance(x, [1, 1])).toBeLessThan(1e-8);
    expect(iterations).toBeLessThanOrEqual(40);
    expect(evaluations).toBeLessThanOrEqual(50);
  });

  test("100 variables", () => {
    const { x, reason, iterations } = lbfgs(rosenbrock, rosenbrockStart(100), { gradientTolerance: 1e-9 });
    expect(reason).toBe("gradient");
    expect(largestDistance(x, new Float64Array(100).fill(1))).toBeLessThan(1e-9);
    expect(iterations).toBeLessThan(650);
  });
});

describe("ill-conditioned quadratics", () => {
  test.each([
    [1e2, 0],
    [1e2, 1e4],
    [1e4, 0],
    [1e4, 1],
    [1e4, -1e4],
  ])("condition %d, offset %d: the minimizer, although the offset drowns the value", (condition, offset) => {
    const { x, reason } = lbfgs(quadratic(eigenvalues(condition), offset), new Float64Array(50), {
      gradientTolerance: 1e-8,
      maxIterations: 3000,
    });
    expect(reason).toBe("gradient");
    expect(largestDistance(x, new Float64Array(50).fill(1))).toBeLessThan(1e-8);
  });

  test("and the value alone would not lead there", () => {
    const options = { gradientTolerance: 1e-8, maxIterations: 3000, valueNoise: 0 };
    expect(lbfgs(quadratic(eigenvalues(1e4), 1e4), new Float64Array(50), options).converged).toBe(false);
  });

  test("any small one is solved to 1e-6 from any start", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            eigenvalue: fc.double({ min: 0.01, max: 100, noNaN: true }),
            at: fc.double({ min: -1e3, max: 1e3, noNaN: true }),
          }),
          { minLength: 1, maxLength: 8 },
        ),
        (entries) => {
          const objective = quadratic(entries.map(({ eigenvalue }) => eigenvalue));
          const { x, converged } = lbfgs(
            objective,
            Float64Array.from(entries, ({ at }) => at),
            { gradientTolerance: 1e-8 },
          );
          expect(converged).toBe(true);
          expect(
            largestDistance(
              x,
              entries.map(() => 1),
            ),
          ).toBeLessThan(1e-6);
        },
      ),
    );
  });
});

describe("logistic regression, to the limit of float64", () => {
  test.each([
    { rows: 200, size: 5, spread: 1 },
    { rows: 300, size: 10, spread: 30 },
    { rows: 20_000, size: 8, spread: 10 },
  ])("$rows rows of $size numbers, scales 1 to $spread", ({ rows, size, spread }) => {
    const problem = logisticRegression(rows, size, spread);
    const best = problem.newton();
    const minimum = problem.objective(best, new Float64Array(size));
    const { x, value, reason, gradientNorm } = lbfgs(problem.objective, new Float64Array(size), {
      gradientTolerance: 1e-8,
    });
    expect(minimum).toBeGreaterThan(rows / 10);
    expect(reason).toBe("gradient");
    expect(gradientNorm).toBeLessThanOrEqual(1e-8);
    expect(Math.abs(value / minimum - 1)).toBeLessThan(1e-14);
    expect(largestDistance(x, best)).toBeLessThan(1e-8);
  });

  test("with a tolerance below rounding it ends at the limit and says so", () => {
    const problem = logisticRegression(20_000, 8, 10);
    const { reason, converged, gradientNorm, iterations } = lbfgs(problem.objective, new Float64Array(8), {
      gradientTolerance: 1e-15,
    });
    expect(reason).toBe("precision");
    expect(converged).toBe(true);
    expect(gradientNorm).toBeLessThan(1e-8);
    expect(iterations).toBeLessThan(200);
  });

  test("values rounded to float32: slopes lead on, once valueNoise says so", () => {
    const problem = logisticRegression(300, 5, 3);
    const rounded: Objective = (x, gradientOut) => Math.fround(problem.objective(x, gradientOut));
    const { x, reason } = lbfgs(rounded, new Float64Array(5), { valueNoise: 1e-6 });
    expect(reason).toBe("gradient");
    expect(largestDistance(x, problem.newton())).toBeLessThan(1e-6);
  });
});

describe("domains and edges", () => {
  test("Infinity outside of the domain shortens the step: x − log x", () => {
    const barrier = scalar(
      (x) => (x > 0 ? x - Math.log(x) : Infinity),
      (x) => 1 - 1 / x,
    );
    for (const start of [1e-9, 0.5, 50]) {
      const { x, reason } = lbfgs(barrier, Float64Array.of(start));
      expect(reason).toBe("gradient");
      expect(x[0]).toBeCloseTo(1, 5);
    }
  });

  test("so does NaN: 2x − √x", () => {
    const { x, reason } = lbfgs(
      scalar(
        (x) => 2 * x - Math.sqrt(x),
        (x) => 2 - 0.5 / Math.sqrt(x),
      ),
      Float64Array.of(3),
    );
    expect(reason).toBe("gradient");
    expect(x[0]).toBeCloseTo(1 / 16, 6);
  });

  test("a constant function and an optimal start need one evaluation", () => {
    const constant = lbfgs(
      scalar(
        () => 7,
        () => 0,
      ),
      Float64Array.of(2),
    );
    expect(constant).toEqual({
      x: Float64Array.of(2),
      value: 7,
      gradientNorm: 0,
      iterations: 0,
      evaluations: 1,
      converged: true,
      reason: "gradient",
    });
    expect(lbfgs(rosenbrock, Float64Array.of(1, 1)).evaluations).toBe(1);
  });

  test("no variables at all", () => {
    expect(lbfgs(() => 3, new Float64Array(0))).toMatchObject({ value: 3, gradientNorm: 0, reason: "gradient" });
  });

  test("NaN at the start, in value or gradient", () => {
    for (const objective of [
      scalar(
        () => Number.NaN,
        () => 1,
      ),
      scalar(
        () => 1,
        () => Number.NaN,
      ),
      scalar(
        () => -Infinity,
        () => 1,
      ),
    ]) {
      expect(lbfgs(objective, Float64Array.of(0))).toMatchObject({
        reason: "nonFinite",
        converged: false,
        evaluations: 1,
      });
    }
  });

  test("NaN everywhere but at the start", () => {
    let calls = 0;
    const { x, value, reason, converged } = lbfgs(
      scalar(
        (x) => (calls++ === 0 ? x * x : Number.NaN),
        (x) => 2 * x,
      ),
      Float64Array.of(3),
    );
    expect({ x: x[0], value, reason, converged }).toEqual({ x: 3, value: 9, reason: "nonFinite", converged: false });
  });

  test.each([
    ["of the wrong sign", (x: number) => -2 * x],
    ["of a constant", () => 1],
    ["of another function", (x: number) => 2 * (x - 5)],
  ])("a gradient %s is reported", (_, derivative) => {
    const { reason, converged, evaluations, value } = lbfgs(
      scalar((x) => x * x + 1, derivative),
      Float64Array.of(3),
    );
    expect(reason).toBe("lineSearch");
    expect(converged).toBe(false);
    expect(value).toBeLessThanOrEqual(10);
    expect(evaluations).toBeLessThan(500);
  });

  test("a constant function with a gradient is reported", () => {
    expect(
      lbfgs(
        scalar(
          () => 5,
          () => 1,
        ),
        Float64Array.of(0),
      ),
    ).toMatchObject({ reason: "lineSearch", converged: false, x: Float64Array.of(0) });
  });

  test("a kink is not passed for a minimum", () => {
    const { reason, value } = lbfgs(
      scalar(
        (x) => Math.abs(x - Math.PI),
        (x) => (x < Math.PI ? -1 : 1),
      ),
      Float64Array.of(0.3),
    );
    expect(reason).toBe("lineSearch");
    expect(value).toBeLessThan(1e-6);
  });

  test("an objective without a minimum ends, not converged", () => {
    const { converged, value } = lbfgs(
      scalar(
        (x) => -x,
        () => -1,
      ),
      Float64Array.of(0),
      { maxIterations: 50 },
    );
    expect(converged).toBe(false);
    expect(value).toBeLessThan(-1e6);
  });
});

describe("limits and manners", () => {
  test("maxIterations and maxEvaluations are kept", () => {
    expect(lbfgs(rosenbrock, rosenbrockStart(10), { maxIterations: 7 })).toMatchObject({
      iterations: 7,
      reason: "maxIterations",
      converged: false,
    });
    expect(lbfgs(rosenbrock, rosenbrockStart(2), { maxIterations: 0 })).toMatchObject({
      evaluations: 1,
      reason: "maxIterations",
      value: rosenbrock(rosenbrockStart(2), new Float64Array(2)),
    });
    for (let maxEvaluations = 1; maxEvaluations < 40; maxEvaluations++) {
      let calls = 0;
      const { evaluations, reason, x, value } = lbfgs(
        (x, gradientOut) => (calls++, rosenbrock(x, gradientOut)),
        rosenbrockStart(2),
        { maxEvaluations },
      );
      expect(reason).toBe("maxEvaluations");
      expect(evaluations).toBe(calls);
      expect(evaluations).toBeLessThanOrEqual(maxEvaluations);
      expect(rosenbrock(x, new Float64Array(2))).toBe(value);
    }
  });

  test("valueTolerance", () => {
    const { reason, converged, value } = lbfgs(quadratic([1, 10, 100], 50), new Float64Array(3), {
      gradientTolerance: 0,
      valueTolerance: 1e-6,
    });
    expect({ reason, converged }).toEqual({ reason: "value", converged: true });
    expect(value).toBeCloseTo(50, 4);
  });

  test("start is not changed, onIteration sees every iteration and can stop", () => {
    const start = rosenbrockStart(2);
    const values: number[] = [];
    const { iterations, reason } = lbfgs(rosenbrock, start, {
      onIteration: ({ iteration, value, x, gradientNorm, evaluations }) => {
        values.push(value);
        expect(iteration).toBe(values.length);
        expect(rosenbrock(x, new Float64Array(2))).toBe(value);
        expect(gradientNorm).toBeGreaterThan(0);
        expect(evaluations).toBeGreaterThan(iteration);
        return iteration < 5;
      },
    });
    expect({ iterations, reason, seen: values.length }).toEqual({ iterations: 5, reason: "stopped", seen: 5 });
    expect(values.every((value, i) => i === 0 || value < values[i - 1]!)).toBe(true);
    expect(start).toEqual(rosenbrockStart(2));
  });

  test("a signal aborts after the iteration", () => {
    const controller = new AbortController();
    const onIteration = ({ iteration }: { iteration: number }): void => {
      if (iteration === 3) controller.abort();
    };
    expect(lbfgs(rosenbrock, rosenbrockStart(2), { signal: controller.signal, onIteration })).toMatchObject({
      iterations: 3,
      reason: "aborted",
      converged: false,
    });
    expect(lbfgs(rosenbrock, rosenbrockStart(2), { signal: AbortSignal.abort() })).toMatchObject({
      iterations: 0,
      evaluations: 1,
      reason: "aborted",
    });
  });

  test("what the objective throws goes through", () => {
    expect(() => lbfgs(failing, new Float64Array(1))).toThrow("no data");
  });

  test("the same calls give the same bits", () => {
    expect(lbfgs(rosenbrock, rosenbrockStart(20))).toEqual(lbfgs(rosenbrock, rosenbrockStart(20)));
  });

  test.each([
    { memory: 0 },
    { memory: 1.5 },
    { maxIterations: -1 },
    { maxEvaluations: 0 },
    { gradientTolerance: Number.NaN },
    { valueTolerance: -1 },
    { valueNoise: 1 },
  ])("bad option %o", (options) => {
    const [name, value] = Object.entries(options)[0]!;
    expect(() => lbfgs(rosenbrock, rosenbrockStart(2), options)).toThrow(`lbfgs: ${name} is ${value}, expected`);
  });

  test("memory 1 and memory beyond the number of variables work", () => {
    for (const memory of [1, 2, 30]) expect(lbfgs(rosenbrock, rosenbrockStart(2), { memory }).reason).toBe("gradient");
  });
});
