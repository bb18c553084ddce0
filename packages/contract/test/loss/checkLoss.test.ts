import { sub, sum } from "@surprisal/tensor";
import { expect, test } from "vitest";
import { checkLoss, defineBatchLoss, defineLoss, ParameterError } from "../../src/index.ts";

test("takes a loss of single examples, and refuses all else by what it is", () => {
  checkLoss("unit", defineLoss({ name: "difference", prediction: "real", target: "real", value: sub }));
  const batch = defineBatchLoss({ name: "batch", target: "real", value: (x, y) => sum(sub(x, y)) });
  for (const [given, name] of [
    [batch, "batch"],
    [sub, "a function"],
    [undefined, "of type undefined"],
    [{ value: 1, target: 2 }, "of type object"],
  ] as const) {
    expect(() => checkLoss("unit", given)).toThrow(
      new ParameterError(`unit: loss is ${name}, expected a loss of defineLoss, of single examples`),
    );
  }
});
