import type { Loss, TargetKind } from "@surprisal/contract";
import { compileLoss } from "@surprisal/contract/compile";
import { generator, grad, normal, sum, tensor, uniform, type Tensor } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import * as losses from "../src/index.ts";

// What is compiled gives what the ops give, one by one: on random and on extreme rows.

/** These use a sum along the row, a sort or an op of their own, which has no compiled form. */
const opByOp = new Set(["rankedProbabilityScore", "tsallisScore"]);

const width = 5;
const count = 64;

/** Predictions of all sizes: ordinary, confident beyond rounding, equal, masked, not numbers. */
function predictions(loss: Loss, size: number): Float64Array {
  const base = normal([size], generator(11), { dtype: "float64" }).data;
  const scales = [1, 1, 8, 50, 1e3, 1e4, 0, 1e-9];
  const scaled = Float64Array.from(base, (z, i) => z * (scales[Math.floor(i / width) % scales.length] ?? 1));
  switch (loss.prediction) {
    case "probabilities":
      return scaled.map((z) => 1 / (1 + Math.exp(-z)));
    case "logProbabilities":
      return scaled.map((z) => -Math.abs(z));
    default:
      if (loss.prediction === "logits") scaled.set([-Infinity, 3, Infinity, Number.NaN, -Infinity], size - 2 * width);
      return scaled;
  }
}

function targets(kind: TargetKind, size: number): Float64Array | Int32Array {
  const random = uniform([size], generator(12), { dtype: "float64" }).data;
  switch (kind) {
    case "classes":
      return Int32Array.from({ length: count }, (_, i) => (i * i) % width);
    case "distribution": {
      const rows = Float64Array.from(random, (p, i) => (i % 7 === 0 ? 0 : p));
      return rows.map((p, i) => {
        const row = rows.subarray(i - (i % width), i - (i % width) + width);
        return p / row.reduce((total, each) => total + each, 0);
      });
    }
    case "probability":
      return Float64Array.from(random, (p, i) => (i % 5 === 0 ? i % 2 : p));
    case "sign":
      return Float64Array.from(random, (p) => (p < 0.5 ? -1 : 1));
    default:
      return Float64Array.from(random, (p) => 8 * p - 4);
  }
}

const isRowLoss = (kind: TargetKind): boolean => kind === "classes" || kind === "distribution" || kind === "row";

function check(loss: Loss, kind: TargetKind): string {
  const size = isRowLoss(kind) ? count * width : count;
  const [x, y] = [predictions(loss, size), targets(kind, size)];
  const shape = isRowLoss(kind) ? [count, width] : [count];
  const goal = kind === "classes" ? tensor(y) : tensor(y, { shape });
  const value = (z: Tensor): Tensor => loss.value(z, goal, { target: kind });
  const eager = {
    values: value(tensor(x, { shape })).data,
    gradient: grad((z: Tensor) => sum(value(z)))(tensor(x, { shape })).data,
  };
  const compiled = compileLoss(loss, kind, isRowLoss(kind) ? width : 1);
  const [values, gradient] = [new Float64Array(count), new Float64Array(size)];
  compiled.run(count, x, y, values, gradient);
  for (const [name, got, expected] of [
    ["value", values, eager.values],
    ["gradient", gradient, eager.gradient],
  ] as const) {
    for (const [i, each] of got.entries()) {
      const right = expected[i] ?? Number.NaN;
      const row = isRowLoss(kind) && name === "gradient" ? Math.floor(i / width) : i;
      const where = `${name}[${i}] of ${loss.lossName}, target ${y[row]}`;
      if (Number.isFinite(right))
        expect(Math.abs(each - right), `${where}: ${each}, eager ${right}`).toBeLessThanOrEqual(
          4e-14 * Math.abs(right) + 1e-300,
        );
      else expect(each, where).toBe(right);
    }
  }
  return compiled.form;
}

describe("compiled agrees with eager", () => {
  for (const loss of Object.values<unknown>(losses)) {
    // Losses of a whole batch have no rows to compile.
    if (typeof loss !== "function" || !("value" in loss)) continue;
    const own = loss as unknown as Loss;
    for (const kind of own.target) {
      test(`${own.lossName}, ${kind}`, () => {
        expect(check(own, kind)).toBe(opByOp.has(own.lossName) ? "eager" : "compiled");
      });
    }
  }
});
