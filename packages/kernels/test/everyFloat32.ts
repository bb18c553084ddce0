import * as kernels from "@surprisal/kernels";
import { f32x4, f64x2, i32, i32x4, i64x2, type Local, ModuleBuilder, v128, type Value } from "@surprisal/kernels";

/**
 * Prints the largest error over every float32 there is, in units of the last place, as rows of a table:
 * node --conditions @surprisal/source packages/kernels/test/everyFloat32.ts [NAME…]
 *
 * What is right is told by the float64 form of the same function, which the tests hold to 300 digits. It all runs in WebAssembly: half a minute a function.
 */
const { atan, erf, exp, expm1, log, log1p, logSigmoid, sigmoid, softplus, tanh } = kernels;
const functions = { exp, expm1, log, log1p, sigmoid, softplus, logSigmoid, tanh, erf, atan };
const named = process.argv.slice(2);

type Unary = kernels.Generator<readonly [Value<"v128">]>;
const upperHalf = [8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7];

/** The largest error so far and the pattern near which it was found, over so many patterns from one on. */
function sweep(generate: Unary, relaxed: boolean): (first: number, count: number) => { ulps: number; near: number } {
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
        // NaN is not at most anything.
        f.if(v128.anyTrue(v128.not(f64x2.le(error, worst))), () => {
          f.set(worst, f64x2.max(worst, error));
          f.store(16, i32.add(first, i));
        });
      }
    });
    f.store(0, worst);
  });
  const memory = kernels.createMemory({ minimum: 1 });
  const run = module.instantiate(memory)["sweep"];
  return (first, count) => {
    run!(first, count);
    return {
      ulps: Math.max(...new Float64Array(memory.buffer, 0, 2)),
      near: new Float32Array(memory.buffer, 16, 1)[0] as number,
    };
  };
}

/** Units of the last place of float32. Beyond the largest number, the next one would have been 2¹²⁸. */
function ulps(found: Value<"v128">, exact: Local<"v128">): Value<"v128"> {
  const bounded = f64x2.pmax(f64x2.pmin(found, 2 ** 128), -(2 ** 128));
  const powerOfTwo = v128.and(exact, i64x2.splat(0x7ff * 2 ** 52));
  const unit = f64x2.mul(f64x2.pmax(powerOfTwo, 2 ** -126), 2 ** -23);
  return f64x2.div(f64x2.abs(f64x2.sub(bounded, exact)), unit);
}

console.log("| | ulp, plain | near | ulp, fused | near |\n|---|---|---|---|---|");
for (const [name, generate] of Object.entries(functions)) {
  if (named.length > 0 && !named.includes(name)) continue;
  const cells = [false, true].map((relaxed) => {
    const part = sweep(generate, relaxed);
    let worst = { ulps: NaN, near: NaN };
    const step = 2 ** 24;
    for (let first = 0; first < 2 ** 32; first += step) worst = part(first, step);
    return `${worst.ulps.toFixed(3)} | ${worst.near}`;
  });
  console.log(`| \`${name}\` | ${cells.join(" | ")} |`);
}
