import type { Optimizer } from "@surprisal/contract";
import { tensor } from "@surprisal/tensor";
import { expect, test } from "vitest";
import { accumulateMomentum, chain, clipByValue, momentum, scaleBySchedule, sgd } from "../../src/index.ts";
import { trajectory } from "../optimizers/pytorch.ts";

const gradients = [4, -1, 0.5, 3];

test("the order counts: clipped, then scaled; or scaled, then clipped", () => {
  const step = (optimizer: Optimizer): number[] => trajectory(optimizer, 0, [10]);
  expect(step(chain(clipByValue(1), sgd({ learningRate: 0.5 })))).toEqual([-0.5]);
  expect(step(chain(sgd({ learningRate: 0.5 }), clipByValue(1)))).toEqual([-1]);
});

test("its parts make the whole: momentum", () => {
  const parts = chain(accumulateMomentum({ momentum: 0.5 }), scaleBySchedule(0.1));
  expect(trajectory(parts, 1, gradients)).toEqual(
    trajectory(momentum({ learningRate: 0.1, momentum: 0.5 }), 1, gradients),
  );
});

test("chains of chains, of one and of none", () => {
  const clipped = chain(clipByValue(1), sgd({ learningRate: 0.5 }));
  expect(trajectory(chain(chain(clipByValue(1)), sgd({ learningRate: 0.5 })), 1, gradients)).toEqual(
    trajectory(clipped, 1, gradients),
  );
  expect(trajectory(chain(), 1, gradients)).toEqual(trajectory(sgd({ learningRate: 1 }), 1, gradients));
  expect(chain(chain(), clipped).name).toBe("chain(chain(), chain(clipByValue, sgd))");
});

test("its state holds the states of its parts, in order and by their types", () => {
  const optimizer = chain(clipByValue(1), momentum({ learningRate: 0.1 }));
  const [clip, [velocities, { step }]] = optimizer.step(tensor([2]), optimizer.init(tensor([0])), tensor([0])).state;
  expect(clip).toEqual([null]);
  expect(velocities[0]?.velocity.toArray()).toEqual([1]);
  expect(step).toBe(1);
});
