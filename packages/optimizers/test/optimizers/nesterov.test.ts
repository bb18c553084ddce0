import { test } from "vitest";
import { nesterov } from "../../src/index.ts";
import { expectClose, expectSamePath, torchSgd, trajectory } from "./pytorch.ts";

test("as PyTorch's SGD with nesterov", () => {
  expectSamePath(nesterov({ learningRate: 0.1, momentum: 0.5 }), torchSgd(0.1, 0.5, true));
  expectSamePath(nesterov({ learningRate: 0.01 }), torchSgd(0.01, 0.9, true));
});

test("worked by hand: velocities 2, −2, −1; steps 2 + 1 = 3, −3 − 1 = −4, 0 − 0.5 = −0.5", () => {
  expectClose(trajectory(nesterov({ learningRate: 0.1, momentum: 0.5 }), 1, [2, -3, 0]), [0.7, 1.1, 1.15]);
});
