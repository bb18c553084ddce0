import { checkGradient, checkHvp } from "@surprisal/gradcheck";
import { grad, tensor, type Tensor } from "@surprisal/tensor";
import { expect, test } from "vitest";
import { logitNormCrossEntropy } from "../src/index.ts";

const float64 = (values: number[][]): Tensor => tensor(values, { dtype: "float64" });
const classes = tensor(new Int32Array([0, 2]));
const logits = float64([
  [2, 1, 0.1],
  [-0.3, 4, 1.5],
]);

test.each([{ temperature: 1 }, { temperature: 0.04 }])("has its derivatives away from 0 (%o)", (parameters) => {
  const loss = logitNormCrossEntropy.with(parameters);
  const f = (z: Tensor): Tensor => loss(z, classes);
  checkGradient(f, [logits], { seed: 1 });
  checkHvp(f, [logits], { seed: 1 });
});

test("has the slope 1 / (temperature · epsilon) at 0", () => {
  const loss = logitNormCrossEntropy.with({ temperature: 0.5, epsilon: 0.01 });
  const [[own, other] = []] = grad((z: Tensor) => loss.sum(z, [0]))(float64([[0, 0]])).toArray() as number[][];
  expect(own).toBeCloseTo(-100, 10);
  expect(other).toBeCloseTo(100, 10);
});

test("does not change with the size of the logits", () => {
  const [value = 0, larger] = [1, 1000].map((size) =>
    logitNormCrossEntropy
      .with({ temperature: 1 })(float64([[2 * size, size, 0.1 * size]]), [0])
      .item(),
  );
  expect(value).toBeCloseTo(0.7263868, 7);
  expect(larger).toBeCloseTo(value, 7);
});
