import { stripTypeScriptTypes } from "node:module";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { toSource } from "@surprisal/contract/compile";
import { describe, expect, test } from "vitest";
import * as losses from "../src/index.ts";
import { cases, count, Examples, isRowLoss, opByOp, width } from "./compiled/examples.ts";

type Printed = (prediction: unknown, target: unknown) => { value: number; gradient: number | Float64Array };

describe("printed source agrees with eager, with nothing around it", () => {
  test.each(cases.filter(([, { lossName }]) => !opByOp.has(lossName)))("%s", (_, loss, kind) => {
    const examples = new Examples(loss, kind);
    const { wide } = examples;
    const text = toSource(loss, { target: kind, derivative: true, classCount: width });
    const javascript = stripTypeScriptTypes(text).replace("export ", "");
    const printed = runInNewContext(`${javascript}; ${loss.lossName}`) as Printed;
    const [values, gradient] = [new Float64Array(count), new Float64Array(count * wide)];
    for (let i = 0; i < count; i++) {
      const row = Array.from(examples.x.subarray(i * wide, (i + 1) * wide));
      const goal = Array.from(examples.y.subarray(i * wide, (i + 1) * wide));
      const target = examples.y.length === count ? examples.y[i] : goal;
      const result = printed(isRowLoss(kind) ? row : row[0], target);
      values[i] = result.value;
      gradient.set(typeof result.gradient === "number" ? [result.gradient] : result.gradient, i * wide);
    }
    examples.compare(values, gradient);
  });

  test("cross-entropy's is for any number of classes, and below 1 kB gzip", () => {
    const text = toSource(losses.crossEntropy, { derivative: true });
    expect(text).toContain(
      "export function crossEntropy(logits: ArrayLike<number>, target: number): { value: number; gradient: Float64Array } {",
    );
    expect(gzipSync(text).length).toBeLessThan(1024);
  });

  test("a citation stands above the function", () => {
    const text = toSource(losses.hinge, { citation: "Cortes & Vapnik,\n1995 */" });
    expect(text).toMatch(/^\/\*\*\n \* hinge.*\n \* Cortes & Vapnik,\n \* 1995 \* \/\n \*\/\nexport function hinge\(/);
  });

  test("what depends on the number of classes says so", () => {
    expect(() => toSource(losses.crossEntropy.with({ labelSmoothing: 0.1 }))).toThrow(
      "depends on the width of its rows",
    );
    expect(toSource(losses.crossEntropy.with({ labelSmoothing: 0.1 }), { classCount: 3 })).toContain("0.9");
  });
});
