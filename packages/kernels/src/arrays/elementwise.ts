import type { Lanes } from "../assembler/lanes.ts";
import { type Generator, ModuleBuilder } from "../assembler/moduleBuilder.ts";
import { supports } from "../assembler/supports.ts";
import type { Value } from "../assembler/value.ts";
import { kernelMemoryImport } from "../memory/kernelMemory.ts";
import { ThreadedModule } from "../threads/threadedModule.ts";
import { eachVector } from "./eachVector.ts";
import { type Floats, lanesOf } from "./floats.ts";
import { runOverArrays } from "./runOverArrays.ts";

/** By generator; then by lanes, and whether products and sums are fused. */
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
  const lanes = lanesOf("elementwise", { result, ...named });
  const module = moduleOf(generate as Generator, arity, lanes, !deterministic && supports.relaxed);
  const last = { array: result, isWritten: true, isRead: false };
  runOverArrays(module, generate.name, [...inputs.map((array) => ({ array })), last], []);
  return result;
}

function moduleOf(generate: Generator, arity: number, lanes: Lanes, relaxed: boolean): ThreadedModule {
  const known = modules.get(generate) ?? new Map<string, ThreadedModule>();
  modules.set(generate, known);
  const key = `${lanes.name} ${relaxed}`;
  let module = known.get(key);
  if (module === undefined) known.set(key, (module = new ThreadedModule(codeOf(generate, arity, lanes, relaxed))));
  return module;
}

function codeOf(generate: Generator, arity: number, lanes: Lanes, relaxed: boolean): Uint8Array {
  const module = new ModuleBuilder({ relaxed, memory: kernelMemoryImport() });
  const parameters = Array.from({ length: arity + 3 }, () => "i32" as const);
  module.function(generate.name, { parameters, export: true }, (f, ...addresses) => {
    const [first, end] = addresses.splice(arity + 1);
    const result = addresses.pop();
    if (!first || !end || !result) throw new TypeError("elementwise: parameters are missing");
    eachVector(f, lanes, first, end, ({ load, store }) => {
      store(result, generate(f, lanes, ...addresses.map((each) => f.local(load(each)))));
    });
  });
  return module.bytes();
}
