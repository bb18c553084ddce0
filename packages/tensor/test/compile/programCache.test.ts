import { expect, test } from "vitest";
import { keyOf, Recent } from "../../src/compile/programCache.ts";
import { traceRows } from "../../src/compile/tracedRows.ts";
import { logSoftmax, mul, neg, pick, square, sum, tensor, type Tensor } from "../../src/index.ts";

const inputs = [
  { form: "row", dtype: "float64" },
  { form: "number", dtype: "int32" },
] as const;
const key = (f: (z: Tensor, k: Tensor) => Tensor, width = 3): string => keyOf(traceRows(f, width, inputs, true));
const times =
  (factor: number) =>
  (z: Tensor, k: Tensor): Tensor =>
    mul(factor, neg(pick(logSoftmax(z), k)));
const weighted =
  (weights: readonly number[]) =>
  (z: Tensor): Tensor =>
    sum(mul(tensor(weights), square(z)), { axis: -1 });

test("what is written twice has one key; another constant, op or width another", () => {
  expect(key(times(2))).toBe(key(times(2)));
  expect(key(weighted([1, 2, 3]))).toBe(key(weighted([1, 2, 3])));
  const others = [key(times(3)), key(times(-0)), key(times(0)), key(times(2), 4), key((z) => sum(z, { axis: -1 }))];
  const tables = [
    key(weighted([1, 2, 3])),
    key(weighted([1, 2, 4])),
    key(weighted([-0, 2, 3])),
    key(weighted([0, 2, 3])),
  ];
  expect(new Set([key(times(2)), ...others, ...tables]).size).toBe(10);
});

test("what was not asked for longest makes room", () => {
  const recent = new Recent<number>();
  const made: string[] = [];
  const get = (name: string): number => recent.get(name, () => made.push(name));
  for (let i = 0; i < 64; i++) get(String(i));
  get("0");
  get("new");
  get("0");
  get("1");
  expect(made.slice(64)).toEqual(["new", "1"]);
});
