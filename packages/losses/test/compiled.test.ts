import type { Loss, TargetKind } from "@surprisal/contract";
import { compileLoss } from "@surprisal/contract/compile";
import { describe, expect, test } from "vitest";
import * as losses from "../src/index.ts";
import {
  cases,
  count,
  Examples,
  given,
  isRowLoss,
  keepsDigits,
  nearlyRight,
  opByOp,
  width,
} from "./compiled/examples.ts";

// What is compiled gives what the ops give, one by one: on random and on extreme rows.

const wideCases = [
  ...cases.filter(([, { lossName }, kind]) => isRowLoss(kind) && !(opByOp.has(lossName) || lossName in given)),
  ...(["all", "others"] as const).flatMap((smoothOver) =>
    (["included", "excluded"] as const).map((maskedClasses): [string, Loss, TargetKind] => {
      const smoothed = losses.crossEntropy.with({ labelSmoothing: 0.1, smoothOver, maskedClasses });
      return [`smoothed over ${smoothOver}, masked ${maskedClasses}`, smoothed, "classes"];
    }),
  ),
];

describe.each(["wasm", "javascript", "interpreter"] as const)("as %s, compiled agrees with eager", (form) => {
  test.each(cases)("%s", (_, loss, kind) => {
    const examples = new Examples(loss, kind);
    const compiled = compileLoss(loss, kind, examples.wide, { form });
    const [values, gradient] = [new Float64Array(count), new Float64Array(count * examples.wide)];
    compiled.run(count, examples.x, examples.y, values, gradient);
    examples.compare(values, gradient);
    expect(compiled.form).toBe(opByOp.has(loss.lossName) ? "eager" : form);
  });

  // Of many classes more is taken for granted, and a row lies along the lanes.
  test.each(wideCases)("%s, of 67 classes", (_, loss, kind) => {
    const examples = new Examples(loss, kind, 67);
    const [values, gradient] = [new Float64Array(count), new Float64Array(count * examples.wide)];
    compileLoss(loss, kind, examples.wide, { form }).run(count, examples.x, examples.y, values, gradient);
    examples.compare(values, gradient);
  });

  test.each(cases.filter(keepsDigits))("%s, nearly right", (_, loss, kind) => {
    const { values: expected, x, y } = nearlyRight(loss, kind);
    const wide = isRowLoss(kind) ? width : 1;
    const values = new Float64Array(count);
    compileLoss(loss, kind, wide, { form }).run(count, x, y, values, new Float64Array(x.length));
    for (const [i, each] of values.entries()) {
      const right = expected[i] ?? Number.NaN;
      const where = `value[${i}]: ${each}, eager ${right}`;
      // What is next to nothing is made of numbers below the normal ones.
      const tolerance = 4e-12 * Math.abs(right) + 1e-300;
      if (Number.isFinite(right)) expect(Math.abs(each - right), where).toBeLessThanOrEqual(tolerance);
      else expect(each, where).toBe(right);
    }
  });

  test.each([1, 1.5, 2, 3])("half deviances of power %d, of amounts of 0", (power) => {
    const loss = losses.halfTweedieDeviance.with({ power });
    const [x, values] = [Float64Array.of(-1, 0, 0.5, 2), new Float64Array(4)];
    compileLoss(loss, "real", 1, { form }).run(4, x, new Float64Array(4), values, new Float64Array(4));
    const close = (expected: number): unknown => (Number.isFinite(expected) ? expect.closeTo(expected, 13) : expected);
    expect(Array.from(values)).toEqual(Array.from(loss(x, new Float64Array(4)).data, close));
  });
});
