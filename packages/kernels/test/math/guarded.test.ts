import { expect, it } from "vitest";
import { div0, f32x4, f64x2, mul0, sign, xlogy } from "@surprisal/kernels";
import { elementwise } from "../elementwise.ts";

const special = [0, -0, 1, -2.5, Infinity, -Infinity, NaN];
const a = Float64Array.from(special.flatMap((x) => special.map(() => x)));
const b = Float64Array.from(special.flatMap(() => special));

const pairwise = (f: (x: number, y: number) => number): number[] => [...a].map((x, i) => f(x, b[i] as number));

it.each([f32x4, f64x2])("0 wins where it shall, $name", (lanes) => {
  expect([...elementwise(mul0, lanes)(a, b)]).toEqual(pairwise((x, y) => (x === 0 || y === 0 ? 0 : x * y)));
  expect([...elementwise(div0, lanes)(a, b)]).toEqual(
    pairwise((x, y) => (x === 0 ? 0 : x / y)).map((y) => (lanes === f32x4 ? Math.fround(y) : y)),
  );
  expect([...elementwise(xlogy, lanes)(a, b)]).toEqual(
    pairwise((x, y) => (x === 0 && !Number.isNaN(y) ? 0 : x * Math.log(y))),
  );
  expect([...elementwise(sign, lanes)(a)]).toEqual([...a].map(Math.sign));
});
