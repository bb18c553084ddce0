import { describe, expect, test } from "vitest";
import { evaluateTex } from "./evaluate.ts";
import type { Value } from "./values.ts";

const names = new Map<string, Value>([
  ["C", 3],
  ["z", [1, 2, 4]],
  ["y", 1],
  ["x", 3],
  ["ŷ", 5],
  ["gamma", 2],
  ["level", 0.25],
]);

describe("reads a formula as mathematics", () => {
  test.each([
    ["x - y - 1", 1],
    ["x - (y - 1)", 3],
    ["-x^2", -9],
    ["(-x)^2", 9],
    ["(x - y)^2", 4],
    ["x - y^2", 2],
    ["2 x y", 6],
    ["2 \\cdot 10^{-1} x", 0.6],
    ["z_y", 2],
    ["z_{y + 1}^2", 16],
    ["\\hat{y} - \\mathit{level}", 4.75],
    ["x^{\\gamma}", 9],
    ["\\frac{x}{\\hat{y} + 1}", 0.5],
    ["\\sum_k z_k - 1", 6],
    ["\\sum_{k \\ne y} 2 z_k", 10],
    ["\\sum_{i = 1}^{x} i", 6],
    ["\\sum_k \\sum_{j \\le k} z_j", 11],
    ["\\max_{k \\ne y} z_k - z_y", 2],
    ["\\max(0, x - 5)", 0],
    ["z_{\\arg\\max_k z_k}", 4],
    ["|y - x| + |x|", 5],
    ["[x > y] x", 3],
    ["\\begin{cases} x & y = 2 \\\\ -x & \\text{otherwise} \\end{cases}", -3],
    ["\\log \\frac{x}{x} + 1", 1],
    ["\\sqrt{x + 1}", 2],
    ["\\operatorname{softmax}(z - z)_y", 1 / 3],
    ["\\Gamma(\\hat{y})", 24],
    ["\\sum_k u_k, \\quad u_k = w z_k, \\quad w = x + 1", 28],
  ])("%s", (tex, value) => expect(evaluateTex(tex, names)).toBeCloseTo(value, 9));

  test.each(["x +", "n", "x )", "\\sum z", "\\begin{cases} x \\end{cases}", "x, \\quad y \\ge 1"])(
    "and not %s",
    (tex) => {
      expect(() => evaluateTex(tex, names)).toThrow(Error);
    },
  );
});
