import { f32x4 } from "./lanes.ts";
import { ModuleBuilder } from "./moduleBuilder.ts";
import { compile, createMemory } from "./webAssembly.ts";

/** Is code with the multiply-add of lanes compiled? A page's policy may forbid WebAssembly as a whole. */
function compiles(relaxed: boolean): boolean {
  const module = new ModuleBuilder({ relaxed });
  module.function("probe", { parameters: ["v128"], result: "v128" }, (f, x) => f.return(f32x4.multiplyAdd(x, x, x)));
  try {
    compile(module.bytes());
    return true;
  } catch {
    return false;
  }
}

function sharesMemory(): boolean {
  try {
    return createMemory({ minimum: 0, maximum: 1, shared: true }).buffer instanceof SharedArrayBuffer;
  } catch {
    return false;
  }
}

let [simd, relaxed, threads]: (boolean | undefined)[] = [];

/**
 * What the machine and the page allow, tried once when first asked for.
 *
 * @example
 * supports.simd // → true
 */
export const supports = {
  /** WebAssembly with vectors. */
  get simd(): boolean {
    // Mostly there is one answer to both, and each try takes half a millisecond.
    return (simd ??= this.relaxed || compiles(false));
  },
  /** Fused products and sums. */
  get relaxed(): boolean {
    return (relaxed ??= compiles(true));
  },
  /** Memory shared between threads. */
  get threads(): boolean {
    return (threads ??= this.simd && sharesMemory());
  },
};
