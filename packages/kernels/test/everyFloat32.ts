import * as kernels from "@surprisal/kernels";
import { elementwise } from "./elementwise.ts";
import { ulpsOfFloat32 } from "./ulps.ts";

/**
 * Prints the largest error over every float32 there is, in units of the last place, as rows of a table:
 * node --conditions @surprisal/source packages/kernels/test/everyFloat32.ts [NAME…]
 */
const functions: Readonly<
  Record<string, readonly [kernels.Generator<readonly [kernels.Value<"v128">]>, (x: number) => number]>
> = {
  exp: [kernels.exp, Math.exp],
  expm1: [kernels.expm1, Math.expm1],
  log: [kernels.log, Math.log],
  log1p: [kernels.log1p, Math.log1p],
  sigmoid: [kernels.sigmoid, (x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)))],
  softplus: [kernels.softplus, (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))],
  tanh: [kernels.tanh, Math.tanh],
  atan: [kernels.atan, Math.atan],
};

const block = 2 ** 16;
const named = process.argv.slice(2);

console.log("| | plain | at | fused | at |\n|---|---|---|---|---|");
for (const [name, [generate, reference]] of Object.entries(functions)) {
  if (named.length > 0 && !named.includes(name)) continue;
  const kinds = [false, true].map((relaxed) => ({
    run: elementwise(generate, kernels.f32x4, relaxed),
    ulps: 0,
    at: 0,
  }));
  const inputs = new Float32Array(block);
  const patterns = new Uint32Array(inputs.buffer);
  for (let start = 0; start < 2 ** 32; start += block) {
    for (let i = 0; i < block; i++) patterns[i] = start + i;
    const found = kinds.map(({ run }) => run(inputs));
    for (let i = 0; i < block; i++) {
      const x = inputs[i] as number;
      const expected = reference(x);
      const rounded = Math.fround(expected);
      for (const [n, kind] of kinds.entries()) {
        const y = found[n]?.[i] as number;
        // Also where both are NaN.
        if (Object.is(y, rounded)) continue;
        const distance = ulpsOfFloat32(y, expected);
        if (!(distance <= kind.ulps)) Object.assign(kind, { ulps: distance, at: x });
      }
    }
  }
  console.log(`| ${name} | ${kinds.map(({ ulps, at }) => `${ulps.toFixed(2)} | ${Math.fround(at)}`).join(" | ")} |`);
}
