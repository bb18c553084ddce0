import { describe, expect, test } from "vitest";
import { CompileError, rowTex } from "../../src/compile/compile.ts";
import * as ops from "../../src/index.ts";
import type { Tensor } from "../../src/index.ts";
import { index, number, row } from "./rowInputs.ts";

const { add, argmax, div, exp, expm1, log, logSoftmax, logSumExp, mul, neg, pick, pow, sigmoid, square, sub, sum } =
  ops;

const ofNumbers = (f: (z: Tensor, y: Tensor) => Tensor): string =>
  rowTex(f, [number, number], { parameters: ["z", "y"] });
const ofClasses = (f: (z: Tensor, y: Tensor) => Tensor, width?: number): string =>
  rowTex(f, [row, index], { parameters: ["z", "y"], ...(width !== undefined && { width }) });
const ofRows = (f: (z: Tensor, q: Tensor) => Tensor): string => rowTex(f, [row, row], { parameters: ["z", "q"] });

describe("operators carry their precedence", () => {
  const cases: readonly (readonly [string, (z: Tensor, y: Tensor) => Tensor])[] = [
    ["(\\sigma(z) - y)^2", (z, y) => square(sub(sigmoid(z), y))],
    ["\\sigma(z) - y^2", (z, y) => sub(sigmoid(z), square(y))],
    ["z - (y - 1)", (z, y) => sub(z, sub(y, 1))],
    ["z - y - 1", (z, y) => sub(sub(z, y), 1)],
    ["z (1 + y)", (z, y) => mul(z, add(1, y))],
    ["1 + z y", (z, y) => add(1, mul(z, y))],
    ["-z y", (z, y) => mul(neg(z), y)],
    ["y - z", (z, y) => neg(sub(z, y))],
    ["(-z)^2", (z) => square(neg(z))],
    ["-z^2", (z) => neg(square(z))],
    ["(z^2)^y", (z, y) => pow(square(z), y)],
    ["e^{z + y}", (z, y) => exp(add(z, y))],
    ["(e^z)^2", (z) => square(exp(z))],
    ["\\left(\\frac{z}{y}\\right)^2", (z, y) => square(div(z, y))],
    ["y \\log z", (z, y) => mul(log(z), y)],
    ["(\\log z) \\log y", (z, y) => mul(log(z), log(y))],
    ["(\\log z)^2", (z) => square(log(z))],
    ["\\log(z y)", (z, y) => log(mul(z, y))],
    ["z [y > 0]", (z, y) => mul(z, ops.greater(y, 0))],
    ["|z - y|", (z, y) => ops.abs(sub(z, y))],
  ];
  test.each(cases)("%s", (text, f) => expect(ofNumbers(f)).toBe(text));

  test("a sum takes in no factor and no term behind it", () => {
    expect(ofRows((z, q) => mul(sum(z, { axis: -1 }), sum(q, { axis: -1 })))).toBe(
      "\\left(\\sum_k z_k\\right) \\sum_k q_k",
    );
    expect(ofRows((z, q) => sum(mul(z, sum(q, { axis: -1, keepDims: true })), { axis: -1 }))).toBe(
      "\\sum_k z_k \\sum_j q_j",
    );
    expect(ofRows((z, q) => sum(add(z, q), { axis: -1 }))).toBe("\\sum_k (z_k + q_k)");
    expect(ofRows((z) => square(sum(z, { axis: -1 })))).toBe("\\left(\\sum_k z_k\\right)^2");
  });
});

describe("numbers", () => {
  test("are written in, short", () => {
    expect(ofNumbers((z) => mul(z, 0.25))).toBe("0.25 z");
    expect(ofNumbers((z) => mul(z, -1e-7))).toBe("-10^{-7} z");
    expect(ofNumbers((z) => add(z, -1 / 3))).toBe("z - 0.333333");
    expect(ofNumbers((z) => mul(z, 2.5e-9))).toBe("2.5 \\cdot 10^{-9} z");
  });

  test("that follow from the width are written by C", () => {
    const share = (z: Tensor): Tensor => mul(0.3 / (z.shape.at(-1) ?? 1), sum(z, { axis: -1 }));
    expect(ofClasses(share)).toBe("\\frac{0.3}{C} \\sum_k z_k");
    expect(ofClasses(share, 3)).toBe("0.1 \\sum_k z_k");
    expect(ofClasses((z) => ops.mean(z, { axis: -1 }))).toBe("\\frac{\\sum_k z_k}{C}");
  });
});

describe("numbers by their names", () => {
  const [gamma, level] = [0.6367141, 0.4285613];
  const constants = { "\\gamma": gamma, "\\mathit{level}": level };
  const named = (f: (z: Tensor, y: Tensor) => Tensor): string =>
    rowTex(f, [row, index], { parameters: ["z", "y"], constants });

  test.each<[string, (z: Tensor, y: Tensor) => Tensor]>([
    ["\\gamma z_y", (z, y) => mul(pick(z, y), gamma)],
    ["z_y^{\\gamma}", (z, y) => pow(pick(z, y), gamma)],
    ["(1 - \\gamma) z_y", (z, y) => mul(1 - gamma, pick(z, y))],
    ["z_y - \\frac{\\gamma}{2}", (z, y) => sub(pick(z, y), gamma / 2)],
    ["-\\gamma \\mathit{level} z_y", (z, y) => mul(-gamma * level, pick(z, y))],
    ["\\log(2 \\gamma) + z_y", (z, y) => add(Math.log(2 * gamma), pick(z, y))],
    ["\\log(1 - \\gamma) z_y", (z, y) => mul(Math.log1p(-gamma), pick(z, y))],
    ["\\frac{\\gamma}{C} \\sum_k z_k", (z) => mul(gamma / (z.shape.at(-1) ?? 1), sum(z, { axis: -1 }))],
    ["0.25 z_y", (z, y) => mul(0.25, pick(z, y))],
    ["\\sqrt{2} z_y", (z, y) => mul(Math.SQRT2, pick(z, y))],
    ["p_y^{\\gamma}", (z, y) => exp(mul(gamma, pick(logSoftmax(z), y)))],
  ])("%s", (text, f) => expect(named(f)).toBe(text));
});

describe("choices", () => {
  const { greater, less, where } = ops;

  test("of the same, and within another of the same condition, are none", () => {
    expect(ofNumbers((z, y) => where(greater(z, 1), square(y), square(y)))).toBe("y^2");
    const guarded = (z: Tensor, y: Tensor): Tensor => div(y, where(greater(z, 1), z, 1));
    expect(ofNumbers((z, y) => where(greater(z, 1), guarded(z, y), y))).toBe(
      "\\begin{cases} \\frac{y}{z} & z > 1 \\\\ y & \\text{otherwise} \\end{cases}",
    );
  });

  test("of what is less by a number are written as that, of what is not negative as a maximum", () => {
    expect(ofNumbers((z, y) => square(where(greater(y, 0), sub(z, 1), z)))).toBe("(z - [y > 0])^2");
    expect(ofNumbers((z, y) => where(greater(y, 0), sub(z, 0.5), z))).toBe("z - 0.5 [y > 0]");
    expect(ofNumbers((z) => where(less(z, 0), 0, z))).toBe("\\max(0, z)");
  });

  test("whose square is summed leave out where they are 0", () => {
    const isOwn = (z: Tensor, y: Tensor): Tensor => ops.equal(ops.reshape(y, [-1, 1]), ops.arange(z.shape.at(-1) ?? 0));
    const others = (z: Tensor, y: Tensor): Tensor => sum(square(where(isOwn(z, y), 0, z)), { axis: -1 });
    expect(ofClasses(others)).toBe("\\sum_{k \\ne y} z_k^2");
  });
});

describe("rows", () => {
  test("the softmax of the first argument is p", () => {
    const own = (z: Tensor, y: Tensor): Tensor => pick(logSoftmax(z), y);
    expect(ofClasses((z, y) => neg(own(z, y)))).toBe("-\\log p_y");
    expect(ofClasses((z, y) => neg(mul(square(neg(expm1(own(z, y)))), own(z, y))))).toBe("-(1 - p_y)^2 \\log p_y");
    expect(ofClasses((z, y) => exp(mul(0.7, own(z, y))))).toBe("p_y^{0.7}");
    expect(ofClasses((z, y) => neg(own(div(z, 2), y)))).toBe(
      "-\\log \\operatorname{softmax}\\left(\\frac{z}{2}\\right)_y",
    );
    expect(ofClasses((z) => logSumExp(z, { axis: -1 }))).toBe("\\log\\left(\\sum_k e^{z_k}\\right)");
    const against = (z: Tensor, y: Tensor): Tensor => neg(sum(mul(ops.softmax(y), logSoftmax(z)), { axis: -1 }));
    expect(rowTex(against, [row, row], { parameters: ["z", "y"] })).toBe("-\\sum_k q_k \\log p_k");
  });

  test("extremes, the classes but one, running sums", () => {
    const isOwn = (z: Tensor, y: Tensor): Tensor => ops.equal(ops.reshape(y, [-1, 1]), ops.arange(z.shape.at(-1) ?? 0));
    expect(ofClasses((z) => ops.max(z, { axis: -1 }))).toBe("\\max_k z_k");
    expect(ofClasses((z, y) => ops.max(ops.where(isOwn(z, y), -Infinity, z), { axis: -1 }))).toBe(
      "\\max_{k \\ne y} z_k",
    );
    expect(ofClasses((z, y) => sum(ops.where(isOwn(z, y), 0, z), { axis: -1 }))).toBe("\\sum_{k \\ne y} z_k");
    expect(ofClasses((z) => neg(pick(logSoftmax(z), argmax(z))))).toBe("-\\log p_{\\arg\\max_k z_k}");
    expect(ofClasses((z, y) => pick(ops.cumsum(z), y))).toBe("\\sum_{k \\le y} z_k");
  });

  test("each against each", () => {
    const pairs = (z: Tensor): Tensor =>
      sum(ops.abs(sub(ops.reshape(z, [...z.shape, 1]), ops.reshape(z, [z.shape[0] ?? 0, 1, -1]))), { axis: [1, 2] });
    expect(ofClasses(pairs)).toBe("\\sum_k \\sum_j |z_k - z_j|");
  });

  test("what has no notation stands under its name", () => {
    expect(ofNumbers((z) => ops.erf(add(z, 1)))).toBe("\\operatorname{erf}(z + 1)");
    expect(ofClasses((z, y) => pick(ops.sparsemax(z), y))).toBe("\\operatorname{sparsemax}(z)_y");
  });
});

test("says what it cannot write", () => {
  expect(() => ofClasses((z) => mul(Math.sqrt(z.shape.at(-1) ?? 1), sum(z, { axis: -1 })))).toThrow(
    "rowTex: the function depends on the width of its rows, expected one in the options",
  );
  expect(() => ofNumbers((z) => mul(z, z.data[0] ?? 1))).toThrow(CompileError);
  const doubled = (z: Tensor, times: number): Tensor =>
    times === 0 ? z : doubled(add(sigmoid(z), square(z)), times - 1);
  expect(() => ofNumbers((z) => doubled(z, 40))).toThrow("rowTex: the formula is longer than 1000 characters");
});
