import {
  abs,
  apply,
  cast,
  defineUnary,
  exp,
  log,
  log1p,
  mul,
  neg,
  add,
  sigmoid,
  softmax,
  softplus,
  square,
  stopGradient,
  tensor,
  mul0,
  reshape,
  broadcastShapes,
  broadcastTo,
  type Primitive,
  type Tensor,
} from "@surprisal/tensor";
import { expect, test } from "vitest";
import { between, lawsOfOp, LawError, opLaws, type OpLaw, type OpUnit } from "../../src/index.ts";
import { table } from "../ops/table.ts";
import { elementwise, single } from "../ops/units.ts";

const of = (name: keyof typeof table): OpUnit => {
  const [unit] = table[name] ?? [];
  if (!unit) throw new Error(`no unit ${name}`);
  return unit;
};

const mulWithoutSum: Primitive<Record<never, never>> = {
  name: "mulWithoutSum",
  infer: ([a, b]) => ({ shape: broadcastShapes("mul", a?.shape ?? [], b?.shape ?? []), dtype: a?.dtype ?? "float64" }),
  compute: ([a, b], output, _, { shape }) => output.set(mul(broadcastTo(a as Tensor, shape), b as Tensor).data),
  derivatives: [0, 1].map((i) => ({
    forward: (t, _, inputs) => mul(t, inputs[1 - i] as Tensor),
    // Should be summed to the shape of its operand.
    backward: (t, _, inputs) => mul(t, inputs[1 - i] as Tensor),
  })),
};

const crookedForward: Primitive<Record<never, never>> = {
  name: "crooked",
  infer: ([x]) => x as Tensor,
  compute: ([x], output) => output.set(square(x as Tensor).data),
  derivatives: [{ forward: (t, _, [x]) => mul(t, x as Tensor), backward: (t, _, [x]) => mul(mul(t, 2), x as Tensor) }],
};

/** Adds up in float32, one by one. */
const naiveSum: Primitive<Record<never, never>> = {
  name: "naiveSum",
  infer: ([x]) => ({ shape: [...(x as Tensor).shape.slice(0, -1), 1], dtype: (x as Tensor).dtype }),
  compute: ([x], output) => {
    const width = (x as Tensor).shape.at(-1) ?? 1;
    (x as Tensor).data.forEach((value, i) => {
      const row = Math.floor(i / width);
      output[row] = (output[row] as number) + value;
    });
  },
  derivatives: [
    { forward: (t) => apply(naiveSum, [t], {}), backward: (t, _, [x]) => broadcastTo(t, (x as Tensor).shape) },
  ],
};

const smooth = [[-4, 4]] as const;
const flippedTanh = defineUnary("tanh", Math.tanh, (t, y) => mul0(t, add(-1, square(y))));
const firstOrderOnly = defineUnary(
  "cube",
  (x) => x * x * x,
  (t, _, x) => mul(t, stopGradient(mul(square(x), 3))),
);
const cube = defineUnary(
  "cube",
  (x) => x * x * x,
  (t, _, x) => mul0(t, mul(square(x), 3)),
);
const greedyExp = defineUnary("exp", Math.exp, (t, y) => mulPlain(t, y));
/** a · b whose derivative multiplies 0 by Infinity. */
function mulPlain(a: Tensor, b: Tensor): Tensor {
  return tensor(
    a.data.map((value, i) => value * (b.data[i] as number)),
    { shape: a.shape, dtype: a.dtype },
  );
}
const leakySign = defineUnary("sign", Math.sign, (t) => t);

const rowSum: OpUnit = {
  ...(table["sum"]?.[1] as OpUnit),
  name: "row sum",
};

const faults: readonly [fault: string, law: OpLaw, sound: OpUnit, faulty: OpUnit["run"]][] = [
  ["log(softmax(z)) in two steps", opLaws.agreesWithReference, of("logSoftmax"), (z) => log(softmax(z))],
  ["log(1 + exp(x))", opLaws.agreesWithReference, of("softplus"), (x) => log(add(exp(x), 1))],
  ["log1p(exp(x)), which overflows", opLaws.agreesWithReference, of("softplus"), (x) => log1p(exp(x))],
  [
    "1 − s(−x), which has lost its digits",
    opLaws.agreesWithReference,
    of("sigmoid"),
    (x) => add(1, neg(sigmoid(neg(x)))),
  ],
  ["a gradient of the wrong sign", opLaws.hasItsGradient, of("tanh"), flippedTanh],
  ["a gradient held back by stopGradient", opLaws.hasItsGradient, of("softplus"), (x) => softplus(stopGradient(x))],
  [
    "a forward rule that is not the transpose of the backward one",
    opLaws.modesAgree,
    of("square"),
    (x) => apply(crookedForward, [x], {}),
  ],
  [
    "a rule that is right in first order only",
    opLaws.hasItsSecondDerivative,
    elementwise("cube", cube, (x) => x ** 3, { smooth }),
    firstOrderOnly,
  ],
  [
    "|x|·|x|, whose curvature is lost at 0",
    opLaws.hasItsSecondDerivative,
    atZero(square),
    atZero((x) => mul(abs(x), abs(x))).run,
  ],
  [
    "a broadcast gradient that is not summed back",
    opLaws.broadcasts,
    of("mul"),
    (a, b) => apply(mulWithoutSum, [a, b], {}),
  ],
  ["a sum in float32", opLaws.keepsDigitsInFloat32, rowSum, (x) => apply(naiveSum, [x], {})],
  ["another shape", opLaws.followsItsShapeRule, of("square"), (x) => reshape(square(x), [x.data.length, 1, 1])],
  ["float32 that becomes float64", opLaws.followsItsShapeRule, of("square"), (x) => cast(square(x), "float64")],
  ["0 · ∞ in a rule", opLaws.isQuietWithoutWeight, of("exp"), greedyExp],
  [
    "another shape for empty tensors",
    opLaws.acceptsEmpty,
    of("square"),
    (x) => (x.data.length === 0 ? reshape(x, [0]) : square(x)),
  ],
  ["a derivative where there is none", opLaws.passesNoDerivative, of("sign"), leakySign],
];

/** Drawn where a kink may hide: at 0 and beside it. */
function atZero(run: (x: Tensor) => Tensor): OpUnit {
  const values = [0, 1e-9, -1e-9, 1];
  const inputs = single(between(-1, 1)).map(([x]) => [
    tensor(
      (x as Tensor).data.map((_, i) => values[i % 4] as number),
      { shape: (x as Tensor).shape },
    ),
  ]);
  return {
    name: "square",
    run: (x) => run(x),
    inputs,
    smooth: inputs,
    reference: (x) => ({ shape: x?.shape ?? [], values: Array.from(x?.data ?? [], (each) => each * each) }),
  };
}

test.each(faults)("%s", (_, law, sound, run) => {
  expect(law.applies(sound)).toBe(true);
  law.check(sound);
  expect(() => law.check({ ...sound, run })).toThrow(LawError);
  expect(() => law.check({ ...sound, run })).toThrow(`${sound.name} breaks the law "${law.name}"`);
});

test("every law of ops catches at least one fault", () => {
  const caught = new Set(faults.map(([, law]) => law.name));
  expect([...caught].toSorted()).toEqual(
    Object.values(opLaws)
      .map(({ name }) => name)
      .toSorted(),
  );
});

test("a failure tells unit, law, input, numbers and seed, and the seed brings it back", () => {
  const faulty = { ...of("tanh"), run: flippedTanh };
  const message = (seed: number): string => {
    try {
      opLaws.hasItsGradient.check(faulty, { seed });
    } catch (error) {
      return (error as Error).message;
    }
    return "";
  };
  expect(message(42)).toContain('tanh breaks the law "has the gradient of finite differences": the derivative ');
  expect(message(42)).toMatch(/is -?[\d.e-]+, finite differences give -?[\d.e-]+ ± /);
  expect(message(42)).toContain("seed: 42");
  expect(message(42)).toContain("float64 [");
  expect(message(42)).toBe(message(42));
});

test("an op passes all of its laws or says which it breaks", () => {
  const names = lawsOfOp({ ...of("tanh"), run: flippedTanh }, { seed: 3 }).flatMap(({ name, check }) => {
    try {
      check();
      return [];
    } catch {
      return [name];
    }
  });
  expect(names).toEqual([opLaws.hasItsGradient.name, opLaws.hasItsSecondDerivative.name]);
});
