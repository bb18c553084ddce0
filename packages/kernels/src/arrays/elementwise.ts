import type { Generator } from "../assembler/moduleBuilder.ts";
import type { Value } from "../assembler/value.ts";
import type { Floats } from "../floats.ts";
import { kernelModule } from "../kernelModule.ts";
import type { ThreadedModule } from "../threads/threadedModule.ts";
import { lanesOfEqual, runOverArrays } from "./runOverArrays.ts";
import { addVectorKernel } from "./vectorKernel.ts";

const modules = new WeakMap<object, Map<string, ThreadedModule>>();

/**
 * Puts a function to every number of arrays: exp, log1p, sigmoid, lgamma … or one of your own. Its code is written once for each generator and type, so keep yours.
 *
 * @param generate - what stands under Mathematics in the README, or of that form: (f, lanes, x, …) => value.
 * @param inputs - an array for each of its arguments, all of one type and length.
 * @param result - written, an array of that type and length; one of the inputs, or apart from them.
 * @param options - `deterministic`: the same bits on every machine, default false.
 * @returns the result.
 * @throws TypeError for another number of inputs or arrays of several types; RangeError for several lengths; an Error where the page or engine has no WebAssembly (`supports.simd`).
 * @example
 * elementwise(softplus, [Float64Array.of(-1, 0, 2)], new Float64Array(3)) // → [0.3132617, 0.6931472, 2.126928]
 * elementwise(pow, [Float32Array.of(2, 9), Float32Array.of(10, 0.5)], new Float32Array(2)) // → [1024, 3]
 */
export function elementwise<X extends readonly Value<"v128">[], T extends Floats>(
  generate: Generator<X>,
  inputs: { readonly [I in keyof X]: Floats },
  result: T,
  { deterministic = false }: { readonly deterministic?: boolean } = {},
): T {
  // The first two parameters are builder and lanes.
  const arity = generate.length - 2;
  if (inputs.length !== arity)
    throw new TypeError(`elementwise: ${generate.name} has ${inputs.length} inputs, expected ${arity}`);
  const named = Object.fromEntries(inputs.map((array, n) => [`inputs[${n}]`, array]));
  const lanes = lanesOfEqual("elementwise", { result, ...named });
  const own = modules.get(generate) ?? new Map<string, ThreadedModule>();
  modules.set(generate, own);
  const kernel = generate.name;
  const arrays = [result, ...inputs];
  const write = generate as Generator;
  const module = kernelModule(
    lanes.name,
    deterministic,
    (module) =>
      addVectorKernel(module, kernel, lanes, { arrays: arrays.length, read: 1 }, (f, ...x) => [
        write(f, lanes, ...x.map((each) => f.local(each))),
      ]),
    own,
  );
  runOverArrays({ module, kernel, lanes, arrays, read: 1, written: 1, numbers: () => [] });
  return result;
}
