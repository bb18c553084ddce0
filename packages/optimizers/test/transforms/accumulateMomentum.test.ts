import { expect, test } from "vitest";
import { accumulateMomentum } from "../../src/index.ts";
import { trajectory } from "../optimizers/pytorch.ts";

test("worked by hand: velocities 4, 2 − 1 = 1, 0.5 + 0 = 0.5", () => {
  expect(trajectory(accumulateMomentum({ momentum: 0.5 }), 0, [4, -1, 0])).toEqual([-4, -5, -5.5]);
});

test("with nesterov each step adds half of the velocity to the gradient: 6, −0.5, 0.25", () => {
  expect(trajectory(accumulateMomentum({ momentum: 0.5, nesterov: true }), 0, [4, -1, 0])).toEqual([-6, -5.5, -5.75]);
});

test("a steady gradient is taken 1 / (1 − momentum) times in the end", () => {
  const path = trajectory(
    accumulateMomentum(),
    0,
    Array.from({ length: 400 }, () => 1),
  );
  expect(path.at(-2)! - path.at(-1)!).toBeCloseTo(10, 12);
});
