import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { Value } from "../assembler/value.ts";
import { v128 } from "../assembler/vectors.ts";
import { log } from "./log.ts";

/** a·b, and 0 where either is 0, whatever the other. */
export function mul0(f: FunctionBuilder, lanes: Lanes, a: Value<"v128">, b: Value<"v128">): Value<"v128"> {
  const [x, y] = [f.local(a), f.local(b)];
  return v128.andnot(lanes.mul(x, y), v128.or(lanes.eq(x, 0), lanes.eq(y, 0)));
}

/** a/b, and 0 where a is 0, whatever b. */
export function div0(f: FunctionBuilder, lanes: Lanes, a: Value<"v128">, b: Value<"v128">): Value<"v128"> {
  const x = f.local(a);
  return v128.andnot(lanes.div(x, b), lanes.eq(x, 0));
}

/** x·ln y, and 0 where x is 0 and y is a number. */
export function xlogy(f: FunctionBuilder, lanes: Lanes, x: Value<"v128">, y: Value<"v128">): Value<"v128"> {
  const [factor, of] = [f.local(x), f.local(y)];
  const zero = f.local(v128.and(lanes.eq(factor, 0), lanes.eq(of, of)));
  return v128.andnot(lanes.mul(factor, log(f, lanes, of)), zero);
}
