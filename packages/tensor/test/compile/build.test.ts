import { describe, expect, test } from "vitest";
import { Builder } from "../../src/compile/build.ts";
import { collect, type Expression } from "../../src/compile/expression.ts";
import { peel } from "../../src/compile/peel.ts";

const width = 5;

/** An expression as text: vectors in small letters, numbers of the row in large ones. */
function show(x: Expression): string {
  switch (x.kind) {
    case "number":
      return String(x.value);
    case "input":
      return "xyABC"[x.input] ?? "?";
    case "call":
      return `${x.name}(${x.inputs.map(show).join(", ")})`;
    case "oneHot":
      return `hot(${show(x.value)} at ${show(x.index)})`;
    case "at":
      return `${show(x.vector)}[${show(x.index)}]`;
    case "sumExcept":
      return `sumExcept(${show(x.vector)}, ${show(x.index)})`;
    default:
      return "vector" in x ? `${x.kind}(${show(x.vector)})` : x.kind;
  }
}

function given(mayAssume = true, { isChecked = true, places = width } = {}) {
  const builder = new Builder(places, mayAssume, isChecked);
  const input = (n: number): Expression => builder.make({ kind: "input", isVector: n < 2, input: n });
  const [x, y, a, b, c] = [0, 1, 2, 3, 4].map(input) as [Expression, Expression, Expression, Expression, Expression];
  return { builder, x, y, a, b, c, call: builder.call.bind(builder), number: builder.number.bind(builder) };
}

describe("what is built is simple", () => {
  test("constants are computed, neutral elements fall away", () => {
    const { call, number, x } = given();
    expect(show(call("add", number(2), number(3)))).toBe("5");
    expect(call("mul", x, number(1))).toBe(x);
    expect(call("sub", x, number(0))).toBe(x);
    expect(show(call("mul0", x, number(0)))).toBe("0");
    expect(call("neg", call("neg", x))).toBe(x);
  });

  test("|x|·|x| is x²", () => {
    const { call, x } = given();
    expect(show(call("mul", call("abs", x), call("abs", x)))).toBe("square(x)");
  });

  test.each(["pow", "guardedPower"] as const)("%s of small whole numbers is products", (name) => {
    const { call, number, x } = given();
    const power = (n: number): string => show(call(name, x, number(n)));
    expect([0, 1, 2, 3, 4].map(power)).toEqual(["1", "x", "square(x)", "mul(square(x), x)", "square(square(x))"]);
    expect([5, -1, 0.5].map(power)).toEqual([5, -1, 0.5].map((n) => `${name}(x, ${n})`));
  });

  test("a sum with −y is a difference", () => {
    const { call, x, y } = given();
    expect(show(call("add", x, call("neg", y)))).toBe("sub(x, y)");
    expect(show(call("add", call("neg", x), y))).toBe("sub(y, x)");
  });

  test("sigmoids and softplus of x and −x share one exponential", () => {
    const { call, x } = given();
    const all = [
      call("softplus", x),
      call("softplus", call("neg", x)),
      call("sigmoid", x),
      call("sigmoid", call("neg", x)),
    ];
    const exponentials = new Set(
      collect(all).flatMap((each) => (each.kind === "call" && each.builtin === "expNonPositive" ? [show(each)] : [])),
    );
    expect([...exponentials]).toEqual(["expNonPositive(neg(abs(x)))"]);
  });

  test("an op of another library with a known name is not taken for it", () => {
    const { builder, x } = given();
    expect(show(builder.callOwn("neg", (z = 0) => z + 1, [builder.callOwn("neg", (z = 0) => z + 1, [x])]))).toBe(
      "neg(neg(x))",
    );
  });
});

describe("choices of one place", () => {
  test("0 wins everywhere else", () => {
    const { a, builder, c, call, x } = given();
    expect(show(call("mul0", x, builder.oneHot(a, c)))).toBe("hot(mul0(x[C], A) at C)");
    expect(show(builder.sum(builder.oneHot(a, c)))).toBe("A");
    expect(show(builder.sumOthers(builder.oneHot(a, c)))).toBe("where(hot(1 at C), 0, A)");
  });

  test("a sum takes that place apart", () => {
    const { a, builder, c, call, x } = given();
    const chosen = call("where", builder.oneHot(builder.number(1), c), a, call("square", x));
    expect(show(builder.sum(chosen))).toBe("add(sumExcept(square(x), C), A)");
    expect(show(builder.sumExcept(chosen, c))).toBe("sumExcept(square(x), C)");
  });

  test("results are written without, and patched", () => {
    const { a, builder, c, call, x } = given();
    const expression = call("sub", builder.oneHot(a, c), call("square", x));
    const { expression: loop, patch } = peel(builder, { isRow: true, expression });
    expect(show(loop)).toBe("neg(square(x))");
    expect(patch && [show(patch.index), show(patch.value)]).toEqual(["C", "sub(A, square(x[C]))"]);
  });
});

describe("sums", () => {
  test("numbers of the row and constants stand before them", () => {
    const { a, builder, call, number, x } = given();
    expect(show(builder.sum(a))).toBe("mul(A, 5)");
    expect(show(builder.sum(call("mul", number(3), x)))).toBe("mul(sum(x), 3)");
    expect(show(builder.sum(call("mul", a, x)))).toBe("mul(sum(x), A)");
    expect([...(builder.facts.assumed ?? [])]).toEqual([a]);
  });

  test("but not where nothing may be assumed: 0·∞", () => {
    const { a, builder, call, x } = given(false);
    expect(show(builder.sum(call("mul", a, x)))).toBe("sum(mul(x, A))");
  });

  test("a sum of differences stays one: terms must not cancel that did not before", () => {
    const { builder, call, x, y } = given();
    expect(show(builder.sum(call("sub", x, y)))).toBe("sum(sub(x, y))");
  });

  test("what is the same wherever it is not 0 is counted", () => {
    const { a, builder, call, number, x } = given();
    const masked = call("where", call("equal", x, number(-Infinity)), number(0), a);
    const ones = "where(equal(x, -Infinity), 0, 1)";
    expect(show(builder.sum(masked))).toBe(`mul(sum(${ones}), A)`);
    expect(show(builder.sumOthers(masked))).toBe(`mul(sub(sum(${ones}), ${ones}), A)`);
  });

  test("that of the others, at one place, is the sum without it", () => {
    const { builder, c, x } = given();
    expect(show(builder.at(builder.sumOthers(x), c))).toBe("sumExcept(x, C)");
  });
});

describe("elements", () => {
  test("0 wins by itself where the product is finite, which is then assumed", () => {
    const builder = new Builder(2, true, true, true);
    const [a, b] = [0, 1].map((input) => builder.make({ kind: "input", isVector: false, input })) as [
      Expression,
      Expression,
    ];
    const product = builder.call("mul0", a, b);
    expect(show(product)).toBe("mul(x, y)");
    expect([...(builder.facts.assumed ?? [])]).toEqual([product]);
    expect(show(new Builder(2, true, false, true).call("mul0", a, b))).toBe("mul0(x, y)");
  });
});

describe("a softmax", () => {
  test("has one exponential, and one division a row", () => {
    const { builder, x } = given();
    const { complement, logarithm, probability } = builder.softmax(x);
    const e = "expNonPositive(sub(x, max(x)))";
    expect(show(probability)).toBe(`mul(${e}, div(1, add(1, rest(${e}))))`);
    expect(builder.call("exp", logarithm)).toBe(probability);
    expect(builder.call("expm1", logarithm)).toBe(builder.call("neg", complement));
  });

  test("0 wins by itself beside a number that is finite, which is then assumed", () => {
    const { a, builder, call, x } = given();
    const { probability } = builder.softmax(x);
    const scaled = call("mul0", probability, a);
    expect(scaled.kind === "call" && scaled.name).toBe("mul");
    expect(builder.facts.assumed?.has(a)).toBe(true);
  });

  test("(1 − p)·a − p·b of constants is a − p·(a + b) where that loses nothing", () => {
    const { builder, call, number, x } = given();
    const { complement, probability } = builder.softmax(x);
    const mixed = (a: number, b: number): Expression =>
      call("sub", call("mul", complement, number(a)), call("mul", probability, number(b)));
    const fewer = mixed(-0.5, -3);
    expect(fewer.kind === "call" && fewer.inputs.map(({ kind }) => kind)).toEqual(["number", "call"]);
    // Where p is near 1, −0.5·(1 − p) has digits that −0.5 + p·0.6 has not.
    const kept = mixed(-0.5, -0.1);
    expect(kept.kind === "call" && kept.inputs.map(({ kind }) => kind)).toEqual(["call", "call"]);
  });

  test("of numbers of the row it is so too, where that is looked at: one is the smaller, or no p is above ½", () => {
    const { a, b, builder, call, x } = given();
    const { complement, probability } = builder.softmax(x);
    const mixed = call("sub", call("mul", complement, a), call("mul", probability, b));
    expect(mixed.kind === "call" && mixed.inputs.map(({ isVector }) => isVector)).toEqual([false, true]);
    const assumed = [...(builder.facts.assumed ?? [])].map(show).find((each) => each.startsWith("where"));
    expect(assumed).toMatch(
      /^where\(where\(greaterEqual\(rest\(.*\), 1\), 1, lessEqual\(abs\(.*\), abs\(.*\)\)\), 0, Infinity\)$/,
    );
    const shader = given(true, { isChecked: false });
    const row = shader.builder.softmax(shader.x);
    const kept = shader.call("sub", shader.call("mul", row.complement, a), shader.call("mul", row.probability, b));
    expect(kept.kind === "call" && kept.inputs.map(({ isVector }) => isVector)).toEqual([true, true]);
  });

  test("no class is taken to be masked, where that is looked at: the gaps have a finite sum", () => {
    const { builder, call, number, x } = given();
    builder.softmax(x);
    expect(call("equal", x, number(-Infinity))).toBe(number(0));
    expect([...(builder.facts.assumed ?? [])].map(show)).toContain("sum(sub(x, max(x)))");
    const shader = given(true, { isChecked: false });
    shader.builder.softmax(shader.x);
    expect(show(shader.call("notEqual", shader.x, number(-Infinity)))).toBe("notEqual(x, -Infinity)");
  });

  test("a sum of many gaps without one is the sum less that one, if it is small beside it", () => {
    const sumOf = (places: number): string => {
      const { builder, c, call, x } = given(true, { places });
      builder.softmax(x);
      return show(builder.sumExcept(call("sub", x, builder.make({ kind: "max", isVector: false, vector: x })), c));
    };
    expect(sumOf(31)).toBe("sumExcept(sub(x, max(x)), C)");
    expect(sumOf(32)).toBe("sub(sum(sub(x, max(x))), sub(x[C], max(x)))");
  });

  test("beside an e that is 0 where a class is masked, nothing else has to be", () => {
    const { a, b, builder, call, number, x, y } = given();
    const { probability } = builder.softmax(x);
    const masked = call("where", call("equal", x, number(-Infinity)), b, a);
    expect(show(call("mul0", probability, call("add", masked, a)))).not.toContain("-Infinity");
    const elsewhere = call("where", call("equal", y, number(-Infinity)), b, a);
    expect(show(call("mul0", probability, elsewhere))).toContain("-Infinity");
  });

  test("of whatever stands in the row leaves out the one maximum", () => {
    const { builder, x } = given(false);
    expect(show(builder.softmax(x).logSumExp)).toContain("sumExcept(expNonPositive(sub(x, x[argmax(x)])), argmax(x))");
  });
});
