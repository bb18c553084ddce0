import { grad, jvp, mul, sum, tensor, type Tensor } from "@surprisal/tensor";
import { expect, test } from "vitest";
import { cases, isRowLoss, nearlyRight, width } from "./compiled/examples.ts";

// Some ops have a rule for each mode: along any direction forward mode gives what the gradient does.

test.each(cases)("%s", (_, loss, kind) => {
  const { x: data, y } = nearlyRight(loss, kind);
  const shape = isRowLoss(kind) ? [data.length / width, width] : [data.length];
  const [x, goal] = [tensor(data, { shape }), kind === "classes" ? tensor(y) : tensor(y, { shape })];
  const of = (z: Tensor): Tensor => sum(loss.value(z, goal, { target: kind }));
  const direction = tensor(
    data.map((__, i) => Math.sin(7 * i)),
    { shape },
  );
  const terms = Float64Array.from(mul(grad(of)(x), direction).data);
  const [along, size] = [sum(tensor(terms)).item(), Math.max(...terms.map(Math.abs))];
  expect(Math.abs(jvp(of, x, direction).tangent.item() - along)).toBeLessThanOrEqual(1e-12 * size);
});
