import { expect, it } from "vitest";
import { makeCase } from "../../src/works/matrixProduct.ts";
import { expectRight } from "./contenders.ts";

it("is right by every contender of JavaScript", async () => {
  await expectRight(makeCase(7), ({ side }) => side !== "native peer");
});

it("has a reference that is right", () => {
  const { product } = makeCase(2).reference();
  expect(product).toHaveLength(4);
});
