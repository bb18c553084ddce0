import { describe, expect, it } from "vitest";
import { makeCase as binary } from "../../src/works/binaryCrossEntropy.ts";
import { compiledLosses, makeCase as compiled } from "../../src/works/compiledLosses.ts";
import { makeCase as softmax } from "../../src/works/softmaxCrossEntropy.ts";
import { expectRight, isHere, isJavaScriptPeer } from "./contenders.ts";

describe("softmax cross-entropy", () => {
  it.each([
    [5, 3],
    [4, 16],
    [3, 2064],
  ])("is right by every contender here, %d × %d", async (rows, width) => {
    await expectRight(softmax(rows, width), isHere);
  });

  it("is right by JavaScript peers", async () => {
    await expectRight(softmax(5, 3), isJavaScriptPeer);
  });

  it("has a reference that is right", () => {
    const { value, gradient } = softmax(1, 1).reference();
    expect([value, gradient]).toEqual([[0], Float64Array.of(0)]);
    const wide = softmax(50, 10).reference();
    expect(wide["gradient"]).toHaveLength(500);
    // Each row of a gradient adds up to 0.
    const sums = Array.from({ length: 50 }, (_, row) =>
      Array.from(wide["gradient"]!)
        .slice(10 * row, 10 * row + 10)
        .reduce((a, b) => a + b),
    );
    expect(Math.max(...sums.map(Math.abs))).toBeLessThan(1e-16);
  });
});

describe("binary cross-entropy", () => {
  it("is right by every contender here and by JavaScript peers", async () => {
    await expectRight(binary(100), isHere);
    await expectRight(binary(100), isJavaScriptPeer);
  });
});

describe("compiled losses", () => {
  it("are ten", () => {
    expect(compiledLosses).toHaveLength(10);
  });

  it.each(compiledLosses.map((each) => [each.name, each] as const))("%s is right compiled", async (_, loss) => {
    await expectRight(compiled(loss, loss.kind === "real" ? [40] : [4, 8]), isHere);
  });
});
