import { expect, test } from "vitest";
import {
  Tensor,
  add,
  defineBinary,
  defineUnary,
  div,
  div0,
  full,
  generator,
  grad,
  mul,
  mul0,
  normal,
  sub,
  sum,
  tensor,
  zeros,
  type DType,
} from "../../src/index.ts";

test("defineUnary: integers become float32 unless they are kept", () => {
  const half = defineUnary(
    "half",
    (x) => x / 2,
    (t) => mul(t, 0.5),
  );
  const same = defineUnary("same", (x) => x, null, true);
  expect(half(tensor([1, 3], { dtype: "int32" })).toArray()).toEqual([0.5, 1.5]);
  expect(same(tensor([1], { dtype: "int32" })).dtype).toBe("int32");
  expect(same(tensor([true])).dtype).toBe("float32");
  expect(grad((x: Tensor) => sum(half(x)))(tensor([1, 2])).toArray()).toEqual([0.5, 0.5]);
  expect(grad((x: Tensor) => sum(same(x)))(tensor([1, 2])).toArray()).toEqual([0, 0]);
});

test("defineBinary: broadcasting, dtypes of results, gradients of stretched operands", () => {
  const far = defineBinary("far", (a, b) => Number(Math.abs(a - b) > 1), null, { result: "bool" });
  const weighted = defineBinary("weighted", (a, b) => a + 2 * b, [(t) => t, (t) => mul(t, 2)]);
  expect(far(tensor([1, 5]), 2).dtype).toBe("bool");
  expect(weighted(tensor([[1], [2]]), tensor([10, 20])).toArray()).toEqual([
    [21, 41],
    [22, 42],
  ]);
  expect(grad((b: Tensor) => sum(weighted(zeros([3, 2]), b)))(tensor([0, 0])).toArray()).toEqual([6, 6]);
  expect(() => weighted(zeros([2]), zeros([3]))).toThrow("weighted: shapes [2] and [3] do not broadcast");
});

const written = [
  ["add", add, (a, b) => a + b],
  ["sub", sub, (a, b) => a - b],
  ["mul", mul, (a, b) => a * b],
  ["mul0", mul0, (a, b) => (a === 0 || b === 0 ? 0 : a * b)],
  ["div", div, (a, b) => a / b],
  ["div0", div0, (a, b) => (a === 0 ? 0 : a / b)],
] as const satisfies readonly [string, typeof add, (a: number, b: number) => number][];

test.each(written)("%s: what is written out over rows is what it does with two numbers", (name, op, compute) => {
  const plain = defineBinary(name, compute, null, name.startsWith("div") ? { result: "float" } : {});
  const shapes = [[], [1], [4], [3, 1], [3, 4], [2, 1, 4], [2, 3, 1], [2, 3, 4], [0, 1], [3, 0]];
  const pairs = shapes.flatMap((a) => shapes.map((b) => [a, b] as const));
  const fitting = pairs.filter(([a, b]) =>
    a.toReversed().every((n, i) => n === 1 || (b.at(-1 - i) ?? 1) === 1 || n === b.at(-1 - i)),
  );
  expect(fitting.length).toBeGreaterThan(60);
  for (const dtype of ["float32", "float64", "int32"] satisfies DType[])
    for (const [shape, other] of fitting) {
      const make = (of: readonly number[], seed: number): Tensor =>
        tensor(mul(normal(of, generator(seed), { dtype: "float64" }), 4), { dtype });
      for (const a of [make(shape, 1), full(shape, 0, { dtype })])
        for (const b of [make(other, 2), full(other, 0, { dtype })])
          expect(op(a, b).toArray()).toEqual(plain(a, b).toArray());
    }
});
