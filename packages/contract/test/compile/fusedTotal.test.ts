import {
  add,
  generator,
  grad,
  jvp,
  logSoftmax,
  mul,
  neg,
  normal,
  pick,
  scope,
  softplus,
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
  value: (z, y, _, { target }) =>
    target === "classes" ? pick(neg(logSoftmax(z)), y) : neg(sum(mul(y, logSoftmax(z)), { axis: -1 })),
});
const odds = defineLoss({
  name: "odds",
  prediction: "logits",
  target: "probability",
  value: (z, p) => sub(softplus(z), mul(p, z)),
});
const fused = fuse(surprisal);
const logits = normal([40, 3], generator(1), { dtype: "float64" });
const classes = tensor(Int32Array.from({ length: 40 }, (_, i) => i % 3));

/** That a function of either loss has the same value and gradient. */
function expectSame(f: (loss: typeof surprisal, z: Tensor) => Tensor, at = logits): void {
  const [own, expected] = [fused, surprisal].map((loss) => valueAndGrad((z: Tensor) => f(loss, z))(at));
  if (own && expected) {
    expectClose(own.value, expected.value);
    expectClose(own.gradient, expected.gradient);
  }
}

describe("sum and mean of a fused loss, in one pass", () => {
  test("are those of the loss, again and again, of other predictions too", () => {
    for (const reduction of ["sum", "mean"] as const) {
      for (let turn = 0; turn < 2; turn++) expectSame((loss, z) => loss[reduction](z, classes));
      expectSame((loss, z) => loss[reduction](z, classes), normal([40, 5], generator(2), { dtype: "float64" }));
      expectSame(
        (loss, z) => loss[reduction](z, classes, { axis: 0 }),
        normal([4, 40], generator(3), { dtype: "float64" }),
      );
    }
  });

  test("scaled, added to others, of two targets", () => {
    expectSame((loss, z) => add(mul(3, loss.mean(z, classes)), sum(square(z))));
    const others = tensor(Int32Array.from({ length: 40 }, () => 1));
    expectSame((loss, z) => sub(loss.mean(z, classes), mul(2, loss.sum(mul(z, z), others))));
  });

  test("under derivatives around them", () => {
    const byFactor = (loss: typeof surprisal) =>
      grad((factor: Tensor) => sum(square(grad((z: Tensor) => mul(factor, loss.mean(z, classes)))(logits))));
    expectClose(byFactor(fused)(tensor(3)), byFactor(surprisal)(tensor(3)));
    const along = (loss: typeof surprisal) =>
      jvp((z: Tensor) => grad((x: Tensor) => loss.mean(x, classes))(z), logits, mul(logits, 0.5)).tangent;
    expectClose(along(fused), along(surprisal));
  });

  test("with weights, and where examples are ignored", () => {
    expectSame((loss, z) => loss.mean(z, classes, { classWeights: [1, 2, 3], sampleWeights: classes }));
    const some = tensor(Int32Array.from({ length: 40 }, (_, i) => (i % 4 === 3 ? -100 : i % 4)));
    for (let turn = 0; turn < 2; turn++) expectSame((loss, z) => loss.mean(z, some));
    expectSame((loss, z) => loss.mean(z, classes, { ignoreIndex: 2 }));
    const none = tensor(new Float64Array(0), { shape: [0, 3] });
    expectSame((loss, z) => loss.mean(z, new Int32Array(0), { whenEmpty: 7 }), none);
  });

  test("of a target that is an array, which is looked at each time", () => {
    const target = Int32Array.from({ length: 40 }, () => 0);
    for (const at of [0, 2]) {
      target.fill(at);
      expectSame((loss, z) => loss.mean(z, target));
    }
    target[7] = 3;
    expect(() => grad((z: Tensor) => fused.mean(z, target))(logits)).toThrow(
      "surprisal: target[7] is 3, expected 0..2",
    );
    const wrong = tensor(target);
    for (let turn = 0; turn < 2; turn++)
      expect(() => grad((z: Tensor) => fused.mean(z, wrong))(logits)).toThrow("surprisal: target[7] is 3");
    expect(() => grad((z: Tensor) => fused.mean(z, classes))(tensor(new Float64Array(9), { shape: [3, 3] }))).toThrow(
      "surprisal: target has shape [40], expected [3]",
    );
  });

  test("of a target that is watched", () => {
    const q = tensor(
      Float64Array.from(logits.data, (each) => Math.abs(each)),
      { shape: [40, 3] },
    );
    const byTarget = (loss: typeof surprisal) =>
      grad((y: Tensor) => sum(grad((z: Tensor) => loss.mean(z, y))(logits)))(q);
    expectClose(byTarget(fused), byTarget(surprisal));
  });

  test("in scopes, whose tensors are known no longer", () => {
    const step = (loss: typeof surprisal): Tensor =>
      scope(() => {
        const target = tensor(Uint8Array.from({ length: 2400 }, (_, i) => i % 3));
        const z = normal([2400, 3], generator(5), { dtype: "float64" });
        return grad((x: Tensor) => loss.mean(x, target))(z);
      });
    expectClose(step(fused), step(surprisal));
    expectClose(step(fused), step(surprisal));
    const bytes = tensor(Uint8Array.from({ length: 2400 }, (_, i) => i % 3));
    const rows = normal([2400, 3], generator(5), { dtype: "float64" });
    const of = (loss: typeof surprisal): Tensor => scope(() => grad((x: Tensor) => loss.mean(x, bytes))(rows));
    for (let turn = 0; turn < 2; turn++) expectClose(of(fused), of(surprisal));
  });

  test("in float32 the mean has its digits, and its gradient the rounding of one product more", () => {
    const single = tensor(logits, { dtype: "float32" });
    const { gradient, value } = valueAndGrad((z: Tensor) => fused.mean(z, classes))(single);
    const right = valueAndGrad((z: Tensor) => surprisal.mean(z, classes))(tensor(single, { dtype: "float64" }));
    expect([value.dtype, gradient.dtype]).toEqual(["float32", "float32"]);
    expect(Math.abs(value.item() - right.value.item())).toBeLessThan(2e-7 * right.value.item());
    for (const [i, each] of gradient.data.entries())
      expect(Math.abs(each - (right.gradient.data[i] as number))).toBeLessThan(4e-7 / 40);
  });

  test("of many single numbers, with a target that is checked", () => {
    const loss = fuse(odds);
    const z = normal([70_000], generator(7), { dtype: "float64" });
    const p = tensor(Float64Array.from(z.data, (each) => (each > 0.5 ? 1 : 0.25)));
    const both = [loss, odds].map((each) => valueAndGrad((x: Tensor) => each.mean(x, p))(z));
    expectClose(both[0]!.value, both[1]!.value);
    expectClose(both[0]!.gradient, both[1]!.gradient);
    const wrong = tensor([0.5, 1.5]);
    for (let turn = 0; turn < 2; turn++)
      expect(() => grad((x: Tensor) => loss.mean(x, wrong))(tensor([0, 1]))).toThrow("odds: target[1] is 1.5");
  });

  test("after one of its inputs was released, it says so", () => {
    const target = tensor([0, 1, 2], { dtype: "int32" });
    const z = tensor(new Float64Array(9), { shape: [3, 3] });
    const slope = grad((x: Tensor) => fused.mean(x, target));
    slope(z);
    target[Symbol.dispose]();
    expect(() => slope(z)).toThrow("its scope has ended");
  });
});
