import * as everything from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import { lawsOfOp } from "../../src/index.ts";
import { table } from "./table.ts";

/** What the tensor package exports that is no op: it makes tensors, describes them or transforms functions of them. */
const others = new Set([
  "SurprisalError",
  "ShapeError",
  "DTypeError",
  "ParameterError",
  "Tensor",
  "tensor",
  "asTensor",
  "elementsOf",
  "empty",
  "full",
  "zeros",
  "ones",
  "arange",
  "broadcastShapes",
  "sameShape",
  "normalizeAxis",
  "sizeOf",
  "toFloat",
  "apply",
  "awaitsGradient",
  "composed",
  "defineBinary",
  "defineUnary",
  "scope",
  "scoped",
  "generator",
  "split",
  "normal",
  "permutation",
  "uniform",
  "grad",
  "hessianDiagonal",
  "hvp",
  "isTraced",
  "jvp",
  "treeLeaves",
  "treeMap",
  "valueAndGrad",
]);

test("every op that the tensor package exports is under the laws, and nothing else is", () => {
  const ops = Object.keys(everything).filter((name) => !others.has(name));
  expect(Object.keys(table).toSorted()).toEqual(ops.toSorted());
});

describe.each(Object.values(table).flat())("$name", (unit) => {
  for (const { name, check } of lawsOfOp(unit)) test(name, check);
});
