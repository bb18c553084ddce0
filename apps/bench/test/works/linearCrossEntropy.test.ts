import { expect, it } from "vitest";
import { makeCase } from "../../src/works/linearCrossEntropy.ts";
import { makeLayer, referenceOfLayer } from "../../src/works/linearLayer.ts";
import { expectRight } from "./contenders.ts";

const size = { rows: 9, features: 20, classes: 30 };

it("is right by each of our ways, each in a process of its own", async () => {
  await expectRight(makeCase(size), ({ side }) => side === "ours");
});

it("tells times and the memory of a first turn", async () => {
  const [contender] = makeCase(size).contenders;
  const runner = await contender!.prepare();
  if (!("measure" in runner)) throw new TypeError("expected a process of its own");
  const memory = await runner.memory?.();
  // What a platform does not tell is 0.
  expect(memory).toBeGreaterThanOrEqual(0);
  const { processor, wall } = await runner.measure(3);
  expect(processor).toBeGreaterThan(0);
  expect(wall).toBeGreaterThan(0);
  runner.close?.();
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
