import type { FunctionBuilder } from "./functionBuilder.ts";
import type { ModuleBuilder } from "./moduleBuilder.ts";
import { i32 } from "./scalars.ts";
import type { Local, Operand } from "./value.ts";

type I32 = Local<"i32">;

/** Adds an exported function of as many i32 as `write` takes. */
export function addKernel(
  module: ModuleBuilder,
  name: string,
  write: (f: FunctionBuilder, ...parameters: readonly I32[]) => void,
  result?: "i32",
): void {
  // The first parameter is the builder.
  const parameters = Array.from({ length: write.length - 1 }, () => "i32" as const);
  module.function(name, { parameters, result, export: true }, write);
}

/** Moves an address, or a count, on. */
export const advance = (f: FunctionBuilder, place: I32, by: Operand<"i32">): void => f.set(place, i32.add(place, by));

/** The address of the n-th of what lies so many bytes apart. */
export const placeOf = (f: FunctionBuilder, start: I32, n: Operand<"i32">, bytes: Operand<"i32">): I32 =>
  f.local(i32.add(start, i32.mul(n, bytes)));
