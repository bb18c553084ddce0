import {
  generator,
  grad,
  hvp,
  jvp,
  logSoftmax,
  mul,
  neg,
  normal,
  pick,
  scope,
  square,
  sub,
  sum,
  tensor,
  valueAndGrad,
  type Tensor,
} from "@surprisal/tensor";
import { describe, expect, test } from "vitest";
import { fuse } from "../../src/compile/fuse.ts";
import { defineLoss } from "../../src/index.ts";
import { expectClose } from "./expectClose.ts";

const surprisal = defineLoss({
  name: "surprisal",
  prediction: "logits",
  target: ["classes", "distribution"],
  parameters: { factor: { default: 1, domain: "(0, ∞)" } },
  value: (logits, target, { factor }, { target: kind }) => {
    const each = mul(factor, neg(logSoftmax(logits)));
    return kind === "classes" ? pick(each, target) : sum(mul(target, each), { axis: -1 });
  },
  traits: ({ factor }) => ({ convex: true, smoothness: factor / 2 }),
});
const logits = tensor(new Float64Array([1, 0, 2, 0, 3, 1, 2, 2, 0]), { shape: [3, 3] });
const classes = [0, -100, 2];

describe.each(["javascript", "interpreter"] as const)("fuse, as %s", (form) => {
  const fused = fuse(surprisal, { form });

  test("values, reductions, weights and ignored targets stay", () => {
    const options = { classWeights: [1, 2, 3], sampleWeights: [1, 5, 0.5] };
    expectClose(fused(logits, classes, options), surprisal(logits, classes, options));
    expectClose(fused.mean(logits, classes, options), surprisal.mean(logits, classes, options));
    expectClose(fused.mean(logits, [0, 1, 2], { axis: 0 }), surprisal.mean(logits, [0, 1, 2], { axis: 0 }));
  });

  test("so do derivatives, of first and second order, by the target too", () => {
    const direction = tensor(
      Float64Array.from({ length: 9 }, (_, i) => Math.abs(Math.sin(i))),
      { shape: [3, 3] },
    );
    const of = (loss: typeof surprisal) => (z: Tensor) => loss.mean(z, classes);
    expectClose(grad(of(fused))(logits), grad(of(surprisal))(logits));
    expectClose(jvp(of(fused), logits, direction).tangent, jvp(of(surprisal), logits, direction).tangent);
    expectClose(hvp(of(fused), logits, direction), hvp(of(surprisal), logits, direction));
    const byTarget = (loss: typeof surprisal) => (q: Tensor) => loss.sum(logits, q);
    expectClose(grad(byTarget(fused))(direction), grad(byTarget(surprisal))(direction));
    expectClose(jvp(byTarget(fused), direction, logits).tangent, jvp(byTarget(surprisal), direction, logits).tangent);
  });

  test("derivatives by prediction and target together, and of third order, are not lost", () => {
    const q = tensor(
      Float64Array.from({ length: 9 }, (_, i) => 0.1 * (i + 1)),
      { shape: [3, 3] },
    );
    const mixed = (loss: typeof surprisal) =>
      grad((goal: Tensor) => sum(square(grad((z: Tensor) => loss.sum(z, goal))(logits))))(q);
    expectClose(mixed(fused), mixed(surprisal));
    const thirdOrder = (loss: typeof surprisal) =>
      grad((z: Tensor) => sum(square(grad((w: Tensor) => sum(square(grad((u: Tensor) => loss.sum(u, q))(w))))(z))))(
        logits,
      );
    expectClose(thirdOrder(fused), thirdOrder(surprisal));
  });

  test("with other parameters it is fused again, and keeps its claims", () => {
    const twice = fused.with({ factor: 2 });
    expectClose(twice(logits, [0, 1, 2]), surprisal.with({ factor: 2 })(logits, [0, 1, 2]));
    expect(twice.parameters).toEqual({ factor: 2 });
    expect(twice.traits).toEqual({ convex: true, smoothness: 1 });
    expect(() => fused.with({ factor: 0 })).toThrow("surprisal: factor is 0, expected (0, ∞)");
  });

  test("float32 stays float32: computed so in WebAssembly, in float64 by the other forms", () => {
    const single = tensor(logits, { dtype: "float32" });
    const right = surprisal(logits, [0, 1, 2]).data[0] ?? Number.NaN;
    const printed = fuse(surprisal, { form: "javascript" });
    expect([fused, printed].map((loss) => loss(single, [0, 1, 2]).dtype)).toEqual(["float32", "float32"]);
    expect(printed(single, [0, 1, 2]).data[0]).toBe(Math.fround(right));
    expect(Math.abs((fused(single, [0, 1, 2]).data[0] ?? Number.NaN) - right)).toBeLessThan(4e-7 * right);
    const slope = grad((z: Tensor) => fused.sum(z, [0, 1, 2]))(single);
    expect(slope.dtype).toBe("float32");
  });

  test.each(["wasm", "javascript", "interpreter"] as const)("in the form that is asked for: %s", (form) => {
    const own = fuse(surprisal, { form });
    expect(own.formFor("classes", 3)).toBe(form);
    expect(own.with({ factor: 2 }).formFor("classes", 3, "float32")).toBe(form);
    expectClose(own.mean(logits, classes), surprisal.mean(logits, classes));
    const slope = (loss: typeof surprisal) => grad((z: Tensor) => loss.sum(z, classes))(logits);
    expectClose(slope(own), slope(surprisal));
  });

  test("a gradient asked for twice, or at other places, is that of its own place", () => {
    const slope = grad((z: Tensor) => fused.sum(z, [0, 1, 2]));
    const other = mul(logits, 2);
    const [first, second] = [slope(logits), slope(other)];
    expectClose(first, grad((z: Tensor) => surprisal.sum(z, [0, 1, 2]))(logits));
    expectClose(second, grad((z: Tensor) => surprisal.sum(z, [0, 1, 2]))(other));
    const both = grad((z: Tensor) => sub(fused.sum(z, [0, 1, 2]), fused.sum(square(z), [2, 1, 0])))(logits);
    expectClose(
      both,
      grad((z: Tensor) => sub(surprisal.sum(z, [0, 1, 2]), surprisal.sum(square(z), [2, 1, 0])))(logits),
    );
  });

  test("in a scope, whose memory the next one takes, all is the same; programs keep what they were made of", () => {
    // 2500 rows of 3 lie in the kernels' memory.
    const rows = normal([2500, 3], generator(4), { dtype: "float64" });
    const targets = Int32Array.from({ length: 2500 }, (_, i) => i % 3);
    const weighted = fuse(
      scope(() =>
        defineLoss({
          name: "weighted",
          prediction: "logits",
          target: "classes",
          // A constant of a scope that ends, which the program is made of later.
          value: (z, y) =>
            pick(
              neg(
                mul(
                  logSoftmax(z),
                  scope(() => tensor([1, 2, 3])),
                ),
              ),
              y,
            ),
        }),
      ),
    );
    const all = (z: Tensor): Tensor[] => {
      const { value, gradient } = valueAndGrad((x: Tensor) => weighted.mean(x, targets))(z);
      return [value, gradient, hvp((x: Tensor) => weighted.sum(x, targets), z, z)];
    };
    const once = scope(() => all(rows));
    const twice = scope(() => all(mul(rows, 2)));
    for (const [i, each] of all(rows).entries()) expect(once[i]?.data).toEqual(each.data);
    for (const [i, each] of all(mul(rows, 2)).entries()) expect(twice[i]?.data).toEqual(each.data);
    // Rows that are not as a quick program assumes are left to one that is made now.
    const odd = tensor([1, -Infinity, 0, 1, 2, 3], { shape: [2, 3], dtype: "float64" });
    expectClose(weighted(odd, [0, 2]), fuse(surprisal)(odd, [0, 2], { sampleWeights: [1, 3] }));
  });
});
