import { expect, it } from "vitest";
import { makeCase } from "../../src/works/linearCrossEntropy.ts";
import { makeLayer, referenceOfLayer } from "../../src/works/linearLayer.ts";
import { expectRight } from "./contenders.ts";

const size = { rows: 9, features: 20, classes: 30 };

it("is right by each of our ways", async () => {
  await expectRight(makeCase(size), ({ side }) => side === "ours");
});

it("has a reference whose gradient by the bias agrees with differences", () => {
  const layer = makeLayer(size);
  const valueAt = (step: number): number => {
    const bias = layer.bias.slice();
    bias[4] = (bias[4] as number) + step;
    return referenceOfLayer({ ...layer, bias })["value"]?.[0] as number;
  };
  const step = 2 ** -10;
  const difference = (valueAt(step) - valueAt(-step)) / (2 * step);
  expect(referenceOfLayer(layer)["bias"]?.[4]).toBeCloseTo(difference, 6);
});
