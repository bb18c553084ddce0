import { ParameterError, ShapeError } from "@surprisal/contract";
import { checkGradient, checkHvp } from "@surprisal/gradcheck";
import { cast, grad, sum, tensor, type Tensor } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import {
  gaussianContinuousRankedProbabilityScore,
  gaussianNegativeLogLikelihood,
  laplaceNegativeLogLikelihood,
  studentTNegativeLogLikelihood,
} from "../src/index.ts";

const means = tensor(Float64Array.of(0.3, -1, 2, 0.5, 4, -0.25), { shape: [2, 3] });
const targets = tensor(Float64Array.of(0, 0.5, 2.25, -3, 3, 0.75), { shape: [2, 3] });
const spread = tensor(Float64Array.of(0.5, 2), { shape: [2, 1] });

const losses: Record<string, (mean: Tensor, spread: Tensor) => Tensor> = {
  gaussian: (mean, variance) => gaussianNegativeLogLikelihood.with({ variance })(mean, cast(targets, mean.dtype)),
  laplace: (mean, scale) => laplaceNegativeLogLikelihood.with({ scale })(mean, cast(targets, mean.dtype)),
  studentT: (mean, scale) => studentTNegativeLogLikelihood.with({ scale })(mean, cast(targets, mean.dtype)),
  score: (mean, scale) => gaussianContinuousRankedProbabilityScore.with({ scale })(mean, cast(targets, mean.dtype)),
};

describe.each(Object.entries(losses))("%s: the spread as a tensor", (_, loss) => {
  test("has the derivatives of finite differences, one a row as well", () => {
    checkGradient(loss, [means, spread], { domain: [-Infinity, Infinity] });
    checkHvp(loss, [means, spread]);
  });

  test("that does not fit is refused", () => {
    expect(() => loss(means, tensor([1, 2]))).toThrow(ShapeError);
    expect(() => loss(means, tensor(new Float32Array(12).fill(1), { shape: [2, 2, 3] }))).toThrow(ShapeError);
    expect(() => loss(means, tensor([-1]))).toThrow(ParameterError);
  });

  test("of another dtype leaves the loss in that of the prediction", () => {
    expect(
      loss(
        tensor([
          [1, 2, 3],
          [4, 5, 6],
        ]),
        spread,
      ).dtype,
    ).toBe("float32");
  });
});

test("a variance below the least one passes its gradient, as PyTorch's does", () => {
  const slope = grad((variance: Tensor) => sum(gaussianNegativeLogLikelihood.with({ variance }).sum([1], [3])))(
    tensor(Float64Array.of(1e-9)),
  );
  // (1/v − r²/v²)/2 at v = 1e-6.
  expect(slope.item() / ((1e6 - 4e12) / 2)).toBeCloseTo(1, 6);
});
