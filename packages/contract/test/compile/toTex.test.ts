import { add, logSoftmax, mul, mul0, neg, pick, relu, square, sub, sum } from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import { toTex } from "../../src/compile/compile.ts";
import { defineLoss } from "../../src/index.ts";

const crossEntropy = defineLoss({
  name: "crossEntropy",
  prediction: "logits",
  target: ["classes", "distribution"],
  value: (z, y, _, { target }) =>
    target === "classes" ? neg(pick(logSoftmax(z), y)) : neg(sum(mul0(y, logSoftmax(z)), { axis: -1 })),
});
const hinge = defineLoss({
  name: "hinge",
  prediction: "real",
  target: "sign",
  parameters: { margin: { default: 1 } },
  value: (s, y, { margin }) => relu(sub(margin, mul(s, y))),
});

describe("toTex", () => {
  test("of each kind of target", () => {
    expect(toTex(crossEntropy)).toBe("-\\log p_y");
    expect(toTex(crossEntropy, { target: "distribution" })).toBe("-\\sum_k q_k \\log p_k");
    expect(toTex(hinge)).toBe("\\max(0, 1 - s y)");
  });

  test("with the parameters of the loss", () => {
    expect(toTex(hinge.with({ margin: 0.5 }))).toBe("\\max(0, 0.5 - s y)");
  });

  test("with the parameters by their names, for any of them", () => {
    expect(toTex(hinge, { named: true })).toBe("\\max(0, \\mathit{margin} - s y)");
    expect(toTex(hinge.with({ margin: 0.5 }), { named: true })).toBe("\\max(0, \\mathit{margin} - s y)");

    const loss = defineLoss({
      name: "many",
      prediction: "real",
      target: "real",
      parameters: {
        gamma: { default: 2, domain: "[0, ∞)" },
        level: { default: 0.5, domain: "(0, 1)" },
        floor: { default: -4, domain: "(−∞, 0)" },
        order: { default: 3, domain: "[1, ∞)", integer: true },
        power: { default: 1, oneOf: [1, 2] },
        q: { default: 1 },
      },
      value: (x, y, { floor, gamma, level, order, power, q }) =>
        add(
          mul(gamma, square(sub(x, y))),
          add(mul(floor, x), add(mul(1 - level, y), add(mul(q, square(y)), order * power))),
        ),
    });
    expect(toTex(loss, { named: true })).toBe(
      "\\gamma (\\hat{y} - y)^2 + \\mathit{floor} \\hat{y} + (1 - \\mathit{level}) y + q y^2 + 3",
    );
  });

  test("for a number of classes", () => {
    const loss = defineLoss({
      name: "perClass",
      prediction: "logits",
      target: "classes",
      value: (z, y) => add(square(pick(z, y)), 2 ** (z.shape.at(-1) ?? 0)),
    });
    expect(() => toTex(loss)).toThrow("rowTex: the function depends on the width of its rows");
    expect(toTex(loss, { classCount: 3 })).toBe("z_y^2 + 8");
  });
});
