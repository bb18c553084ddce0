import { describe, expect, test } from "vitest";
import {
  grad,
  logSigmoid,
  logSoftmax,
  logSumExp,
  neg,
  pick,
  reshape,
  sigmoid,
  softplus,
  sum,
  tensor,
  type Tensor,
} from "../../src/index.ts";
import golden from "./tails.json" with { type: "json" };

// Answers from 400 digits, every one to be met elementwise: 1e-12 relative, from 5e-324 to 1e300 and over gaps of 1e4.

interface Case {
  readonly fn: string;
  readonly inputs: { readonly x: number | number[] };
  readonly out: number | number[];
}
const cases: readonly Case[] = golden.cases;
const of = (fn: string): Case[] => cases.filter((each) => each.fn === fn);
const list = (value: number | readonly number[]): readonly number[] => (typeof value === "number" ? [value] : value);
const row = (values: number | readonly number[]): Tensor => tensor(Float64Array.from(list(values)));

function expectDigits(got: ArrayLike<number>, expected: readonly number[], what: string): void {
  expected.forEach((value, i) => {
    const error = Math.abs((got[i] ?? Number.NaN) - value);
    if (!(error <= 1e-12 * Math.abs(value) + 1e-300)) expect.fail(`${what}: [${i}] is ${got[i]}, expected ${value}`);
  });
  expect(got).toHaveLength(expected.length);
}

const values: Readonly<Record<string, { count: number; f: (x: Tensor) => Tensor }>> = {
  softplus: { count: 42, f: softplus },
  sigmoid: { count: 42, f: sigmoid },
  logsigmoid: { count: 42, f: logSigmoid },
  log_softmax: { count: 156, f: logSoftmax },
  logsumexp: { count: 156, f: (x) => reshape(logSumExp(x), [1]) },
};

describe("values", () => {
  test.each(Object.entries(values))("%s", (fn, { count, f }) => {
    expect(of(fn)).toHaveLength(count);
    for (const { inputs, out } of of(fn)) expectDigits(f(row(inputs.x)).data, list(out), `${fn}(${String(inputs.x)})`);
  });

  test("every case is used", () => {
    expect(new Set(cases.map(({ fn }) => fn))).toEqual(new Set(Object.keys(values)));
  });
});

describe("gradients", () => {
  const sigmoids = new Map(of("sigmoid").map(({ inputs, out }) => [Number(inputs.x), Number(out)]));
  const s = (x: number): number => sigmoids.get(x) ?? Number.NaN;
  const slopes: readonly [string, (x: Tensor) => Tensor, (x: number) => number][] = [
    ["softplus: s(x)", softplus, s],
    ["sigmoid: s(x)·s(−x)", sigmoid, (x) => s(x) * s(-x)],
    ["logSigmoid: s(−x)", logSigmoid, (x) => s(-x)],
  ];
  test.each(slopes)("of %s", (what, f, slope) => {
    expect(sigmoids.size).toBe(41);
    for (const x of sigmoids.keys()) {
      expectDigits(grad((z: Tensor) => sum(f(z)))(row(x)).data, [slope(x)], `${what} at ${x}`);
    }
  });

  test("of −log p of a class", () => {
    expect(golden.negativeLogSoftmax).toHaveLength(156);
    for (const { logits, target, out, grad: slope } of golden.negativeLogSoftmax) {
      const y = tensor(new Int32Array([target]));
      const loss = (z: Tensor): Tensor => neg(pick(logSoftmax(reshape(z, [1, -1])), y));
      expectDigits(loss(row(logits)).data, [out], `−log p${target} of ${logits.join()}`);
      expectDigits(grad((z: Tensor) => sum(loss(z)))(row(logits)).data, slope, `its gradient at ${logits.join()}`);
    }
  });

  test("of logSumExp: the exponentials of log_softmax", () => {
    for (const { inputs, out } of of("log_softmax")) {
      const slope = list(out).map(Math.exp);
      expectDigits(grad((z: Tensor) => logSumExp(z))(row(inputs.x)).data, slope, `at ${String(inputs.x)}`);
    }
  });
});
