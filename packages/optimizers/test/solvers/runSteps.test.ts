import { describe, expect, test } from "vitest";
import { lbfgs, lbfgsSteps, runSteps, runStepsAsync } from "../../src/index.ts";
import { rosenbrock, rosenbrockStart } from "./problems.ts";

const failing = (): number => {
  throw new RangeError("no data");
};

describe("lbfgsSteps", () => {
  test("pauses after each iteration and returns what lbfgs returns", () => {
    const steps = lbfgsSteps(rosenbrock, rosenbrockStart(2));
    let pauses = 0;
    let turn = steps.next();
    for (; !turn.done; turn = steps.next()) expect(turn.value.iteration).toBe(++pauses);
    expect(turn.value).toEqual(lbfgs(rosenbrock, rosenbrockStart(2)));
    expect(turn.value.iterations).toBe(pauses);
  });

  test("evaluates nothing before it is asked, but checks its options at once", () => {
    let calls = 0;
    lbfgsSteps(() => ++calls, new Float64Array(1));
    expect(calls).toBe(0);
    expect(() => lbfgsSteps(rosenbrock, rosenbrockStart(2), { memory: 0 })).toThrow("lbfgs: memory is 0");
  });
});

test("runSteps stops where onIteration says false", () => {
  const seen: number[] = [];
  const result = runSteps(lbfgsSteps(rosenbrock, rosenbrockStart(2)), ({ iteration }) => {
    seen.push(iteration);
    return iteration < 3;
  });
  expect(seen).toEqual([1, 2, 3]);
  expect(result).toMatchObject({ reason: "stopped", iterations: 3 });
});

describe("runStepsAsync", () => {
  test("gives the same result", async () => {
    expect(await runStepsAsync(lbfgsSteps(rosenbrock, rosenbrockStart(2)))).toEqual(
      lbfgs(rosenbrock, rosenbrockStart(2)),
    );
  });

  test("lets the event loop turn, so that a timer can abort", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort());
    const { reason, iterations } = await runStepsAsync(
      lbfgsSteps(rosenbrock, rosenbrockStart(100), { signal: controller.signal, gradientTolerance: 0 }),
      { pauseEvery: 0 },
    );
    expect(reason).toBe("aborted");
    expect(iterations).toBeLessThan(100);
  });

  test("passes on what onIteration answers and what the objective throws", async () => {
    const stopped = await runStepsAsync(lbfgsSteps(rosenbrock, rosenbrockStart(2)), { onIteration: () => false });
    expect(stopped).toMatchObject({ reason: "stopped", iterations: 1 });
    await expect(runStepsAsync(lbfgsSteps(failing, new Float64Array(1)))).rejects.toThrow("no data");
  });
});
