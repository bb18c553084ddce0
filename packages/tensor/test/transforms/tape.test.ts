import { expect, test } from "vitest";
import { awaitsGradient, grad, hvp, isTraced, jvp, square, tensor, type Tensor } from "../../src/index.ts";

test("a gradient of plain numbers is awaited in reverse mode alone, not in what is differentiated twice", () => {
  const seen: [traced: boolean, awaited: boolean][] = [];
  const watch = (x: Tensor): Tensor => {
    seen.push([isTraced(x), awaitsGradient(x)]);
    return square(x);
  };
  watch(tensor(2));
  grad(watch)(tensor(2));
  jvp(watch, tensor(2), tensor(1));
  hvp(watch, tensor(2), tensor(1));
  grad(grad(watch))(tensor(2));
  expect(seen).toEqual([
    [false, false],
    [true, true],
    [true, false],
    [true, false],
    [true, false],
  ]);
});
