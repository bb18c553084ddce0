import { describe, expect, it } from "vitest";
import { makeCase as adam } from "../../src/works/adam.ts";
import { makeCase as elementwise } from "../../src/works/elementwise.ts";
import { makeCase as reduction } from "../../src/works/reductions.ts";
import { expectRight, isHere, isJavaScriptPeer } from "./contenders.ts";

describe("a step of Adam", () => {
  it("is right by every contender here and by JavaScript peers", async () => {
    await expectRight(adam(100), isHere);
    await expectRight(adam(100), isJavaScriptPeer);
  });

  it("has a reference that goes on from step to step", () => {
    const work = adam(50);
    const [weights] = Object.values(work.reference()) as [Float64Array];
    // Three steps of about the learning rate; were the gradient the same each time, all would be 0.003.
    expect(new Set(weights).size).toBe(50);
  });
});

describe("reductions", () => {
  it.each(["sum", "dot product"] as const)(
    "%s is right by every contender here and by JavaScript peers",
    async (name) => {
      await expectRight(reduction(name, 10_000), isHere);
      await expectRight(reduction(name, 100), isJavaScriptPeer);
    },
  );
});

describe("elementwise", () => {
  it.each(["exp", "log", "sigmoid", "softplus"] as const)(
    "%s is right by every contender here and by JavaScript peers",
    async (name) => {
      await expectRight(elementwise(name, 1003), isHere);
      await expectRight(elementwise(name, 1003), isJavaScriptPeer);
    },
  );
});
