import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import { f32x4, f64x2, type Lanes } from "../assembler/lanes.ts";
import { f32 } from "../assembler/scalars.ts";
import type { Local } from "../assembler/value.ts";

/** A number in all lanes, rounded where they are float32. */
export const splatOf = (f: FunctionBuilder, { name }: Lanes, x: Local<"f64">): Local<"v128"> =>
  f.local(name === "f32x4" ? f32x4.splat(f32.demote(x)) : f64x2.splat(x));
