import { expect, it } from "vitest";
import { makeCurvatureCase, makeNewtonCase } from "../../src/works/curvature.ts";
import { expectRight } from "./contenders.ts";

it("is right by every contender of JavaScript", async () => {
  await expectRight(makeCurvatureCase(30, 7), ({ side }) => side !== "native peer");
  await expectRight(makeNewtonCase(9), ({ side }) => side !== "native peer");
});

it("has references that are right", () => {
  const { step } = makeNewtonCase(1).reference();
  expect(step).toHaveLength(1);
  const { curvature } = makeCurvatureCase(2, 2).reference();
  expect(curvature?.[1]).toBe(0);
});
