import { test } from "vitest";
import { joinSchedules, constant, momentum } from "../../src/index.ts";
import { expectClose, expectSamePath, torchSgd, trajectory } from "./pytorch.ts";

test("as PyTorch's SGD with momentum", () => {
  expectSamePath(momentum({ learningRate: 0.1, momentum: 0.5 }), torchSgd(0.1, 0.5, false));
  expectSamePath(momentum({ learningRate: 0.01 }), torchSgd(0.01, 0.9, false));
});

test("worked by hand: velocities 2, 0.5·2 − 3 = −2, 0.5·(−2) + 0 = −1", () => {
  expectClose(trajectory(momentum({ learningRate: 0.1, momentum: 0.5 }), 1, [2, -3, 0]), [0.8, 1, 1.1]);
});

test("the rate is no part of the velocity: a new one acts on all of it", () => {
  const learningRate = joinSchedules([constant(1), constant(0.1)], [1]);
  expectClose(trajectory(momentum({ learningRate, momentum: 0.5 }), 0, [4, 0]), [-4, -4.2]);
});
