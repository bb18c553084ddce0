import * as kernels from "@surprisal/kernels";
import { f32x4, f64x2, i32, i32x4, i64x2, type Local, ModuleBuilder, v128, type Value } from "@surprisal/kernels";
import { someFloat64 } from "./accuracy.ts";
import { elementwise } from "./elementwise.ts";
import {
  atan,
  erf,
  exp,
  expm1,
  lgamma,
  log,
  log1p,
  logSigmoid,
  real,
  sigmoid,
  softplus,
  tanh,
  ulps as ulpsOf,
} from "./reference.ts";

/**
 * Prints the largest errors in units of the last place, as rows of a table:
 * node --conditions @surprisal/source packages/kernels/test/accuracyTable.ts [NAME…]
 *
 * In float32 over every number there is, against the float64 form of the same function; in float64 over 3000 numbers of all sizes, against 300 digits. It takes half a minute a function.
 */
const ranges = {
  exp: [-745, 709.7],
  expm1: [-745, 709.7],
  log: [5e-324, 1.7e308],
  log1p: [-0.9999999999999999, 1.7e308],
  sigmoid: [-745, 1000],
  softplus: [-745, 1000],
  logSigmoid: [-1000, 745],
  tanh: [-400, 400],
  erf: [-27, 27],
  atan: [-1e300, 1e300],
  lgamma: [5e-324, 1e300],
} as const;
type Name = keyof typeof ranges;
/** To 300 digits. */
const references = { exp, expm1, log, log1p, sigmoid, softplus, logSigmoid, tanh, erf, atan, lgamma };
const named = process.argv.slice(2);

type Unary = kernels.Generator<readonly [Value<"v128">]>;
const generators: Readonly<Record<Name, Unary>> = kernels;
const upperHalf = [8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7];

/** The largest error so far, over so many patterns from one on. */
function sweep(generate: Unary, relaxed: boolean): (first: number, count: number) => number {
  const module = new ModuleBuilder({ relaxed, memory: {} });
  module.function("sweep", { parameters: ["i32", "i32"], export: true }, (f, first, count) => {
    const worst = f.local(f64x2.load(0));
    f.for(0, count, f32x4.count, (i) => {
      const lane = kernels.vectorConstant(Int32Array.of(0, 1, 2, 3));
      const x = f.local(i32x4.add(i32x4.splat(i32.add(first, i)), lane));
      const y = f.local(generate(f, f32x4, x));
      const expected = [f64x2.promoteLow(x), f64x2.promoteHigh(x)].map((half) => f.local(generate(f, f64x2, half)));
      const rounded = f.local(f32x4.demote(expected[0] as Value<"v128">, expected[1] as Value<"v128">));
      const bothNaN = v128.and(f32x4.ne(y, y), f32x4.ne(rounded, rounded));
      const right = f.local(v128.or(f32x4.eq(y, rounded), bothNaN));
      for (const [n, exact] of expected.entries()) {
        const found = n === 0 ? f64x2.promoteLow(y) : f64x2.promoteHigh(y);
        const skipped = i64x2.extendLowS(n === 0 ? right : v128.shuffle(right, right, upperHalf));
        const error = f.local(v128.andnot(ulps(found, exact), skipped));
        // NaN where an error is.
        f.set(worst, f64x2.max(worst, error));
      }
    });
    f.store(0, worst);
  });
  const memory = kernels.createMemory({ minimum: 1 });
  const run = module.instantiate(memory)["sweep"];
  return (first, count) => {
    run!(first, count);
    return Math.max(...new Float64Array(memory.buffer, 0, 2));
  };
}

/** Units of the last place of float32. Beyond the largest number, the next one would have been 2¹²⁸. */
function ulps(found: Value<"v128">, exact: Local<"v128">): Value<"v128"> {
  const bounded = f64x2.pmax(f64x2.pmin(found, 2 ** 128), -(2 ** 128));
  const powerOfTwo = v128.and(exact, i64x2.splat(0x7ff * 2 ** 52));
  const unit = f64x2.mul(f64x2.pmax(powerOfTwo, 2 ** -126), 2 ** -23);
  return f64x2.div(f64x2.abs(f64x2.sub(bounded, exact)), unit);
}

/** Over every float32. */
function inSingle(generate: Unary, relaxed: boolean): number {
  const part = sweep(generate, relaxed);
  let worst = NaN;
  const step = 2 ** 24;
  for (let first = 0; first < 2 ** 32; first += step) worst = part(first, step);
  return worst;
}

/** Results of lgamma below 1 by the last place of 1: it crosses 0 many times. */
function inDouble(name: Name, relaxed: boolean): number {
  const inputs = someFloat64(ranges[name], 3000);
  const found = elementwise(generators[name], f64x2, relaxed)(inputs);
  const lowest = name === "lgamma" ? 0 : -1022;
  const errors = Array.from(inputs, (x, i) => ulpsOf(found[i] as number, references[name](real(x)), 52, lowest));
  return Math.max(...errors);
}

console.log("| | float32, plain | fused | float64, plain | fused |\n|---|---|---|---|---|");
for (const name of Object.keys(ranges) as Name[]) {
  if (named.length > 0 && !named.includes(name)) continue;
  // lgamma is computed in float64 and rounded: its two forms do not test each other.
  const single = [false, true].map((relaxed) => (name === "lgamma" ? 0.5 : inSingle(generators[name], relaxed)));
  const double = [false, true].map((relaxed) => inDouble(name, relaxed));
  console.log(`| \`${name}\` | ${[...single, ...double].map((each) => each.toFixed(2)).join(" | ")} |`);
}
