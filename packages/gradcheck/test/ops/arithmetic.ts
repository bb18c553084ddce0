import * as t from "@surprisal/tensor";
import { tensor, type Tensor } from "@surprisal/tensor";
import * as fc from "fast-check";
import { between, reals, type OpUnit } from "../../src/index.ts";
import { elementwise, together, total } from "./units.ts";

const positive = reals({ infinities: true }).map(Math.abs);
const finite = reals();
const wide = [[-4, 4]] as const;
const pair = [
  [-4, 4],
  [-4, 4],
] as const;
/** Never equal where both are drawn at the middle or an end: at a tie the larger of two has no derivative that suits every direction. */
const apart = [
  [-4, 4],
  [-3.9, 4.3],
] as const;
const compare = { smooth: null, elements: [reals({ nan: true }), reals({ nan: true })], dtype: "bool" } as const;
function logSumExpOf(row: readonly number[]): number {
  const ordered = row.toSorted((a, b) => b - a);
  const [top = -Infinity, ...others] = ordered;
  return Number.isFinite(top) ? top + Math.log1p(total(others.map((z) => Math.exp(z - top)))) : top;
}
const condition = fc.boolean().map(Number);
const choices = (element: fc.Arbitrary<number>): fc.Arbitrary<readonly Tensor[]> =>
  together(condition, element, element).map(([mask, a, b]) => [
    t.cast(mask as Tensor, "bool"),
    a as Tensor,
    b as Tensor,
  ]);

/** Ops of two operands or more, element by element. */
export const arithmetic: Readonly<Record<string, readonly OpUnit[]>> = {
  add: [elementwise("add", t.add, (a, b) => a + b, { smooth: pair })],
  div: [
    elementwise("div", t.div, (a, b) => a / b, {
      smooth: [
        [-4, 4],
        [0.5, 4],
      ],
    }),
  ],
  div0: [
    elementwise("div0", t.div0, (a, b) => (a === 0 ? 0 : a / b), {
      smooth: [
        [-4, 4],
        [0.5, 4],
      ],
    }),
  ],
  equal: [elementwise("equal", t.equal, (a, b) => Number(a === b), compare)],
  greater: [elementwise("greater", t.greater, (a, b) => Number(a > b), compare)],
  greaterEqual: [elementwise("greaterEqual", t.greaterEqual, (a, b) => Number(a >= b), compare)],
  guardedPower: [
    elementwise("guardedPower", t.guardedPower, (x, c) => (x === 0 && c < 0 ? 0 : x ** c), {
      elements: [positive, finite],
      smooth: [
        [0.2, 4],
        [-3, 3],
      ],
    }),
  ],
  less: [elementwise("less", t.less, (a, b) => Number(a < b), compare)],
  lessEqual: [elementwise("lessEqual", t.lessEqual, (a, b) => Number(a <= b), compare)],
  logAddExp: [
    elementwise(
      "logAddExp",
      t.logAddExp,
      (a, b) => (Number.isNaN(a + b) && (Number.isNaN(a) || Number.isNaN(b)) ? Number.NaN : logSumExpOf([a, b])),
      {
        smooth: pair,
      },
    ),
  ],
  maximum: [elementwise("maximum", t.maximum, (a, b) => (a > b || Number.isNaN(a) ? a : b), { smooth: apart })],
  minimum: [elementwise("minimum", t.minimum, (a, b) => (a < b || Number.isNaN(a) ? a : b), { smooth: apart })],
  mul: [elementwise("mul", t.mul, (a, b) => a * b, { smooth: pair })],
  mul0: [elementwise("mul0", t.mul0, (a, b) => (a === 0 || b === 0 ? 0 : a * b), { smooth: pair })],
  notEqual: [elementwise("notEqual", t.notEqual, (a, b) => Number(a !== b), compare)],
  pow: [
    elementwise("pow", t.pow, (x, c) => Math.pow(x, c), {
      elements: [positive, finite],
      smooth: [
        [0.2, 4],
        [-3, 3],
      ],
    }),
    elementwise(
      "pow of negative numbers",
      (x) => t.pow(x, 3),
      (x) => x * x * x,
      { elements: [finite], smooth: wide },
    ),
  ],
  sub: [elementwise("sub", t.sub, (a, b) => a - b, { smooth: pair })],
  where: [
    {
      ...elementwise("where", t.where, (mask, a, b) => (mask === 0 ? b : a), { smooth: [[0, 1], ...pair] }),
      inputs: choices(reals({ infinities: true, nan: true })),
      smooth: choices(between(-4, 4)),
      empty: [
        tensor(new Uint8Array(0), { shape: [0, 3], dtype: "bool" }),
        ...[0, 1].map(() => tensor(new Float64Array(0), { shape: [0, 3] })),
      ],
    },
  ],
  xlogy: [
    elementwise("xlogy", t.xlogy, (x, y) => (x === 0 && !Number.isNaN(y) ? 0 : x * Math.log(y)), {
      elements: [reals({ infinities: true, nan: true }), positive],
      smooth: [
        [-4, 4],
        [0.2, 4],
      ],
    }),
  ],
};
