import { f32, f32x4, f64, f64x2, type Lanes, type Local, type Value } from "@surprisal/kernels";

/** A whole number, in all lanes. */
export const fromInteger = (lanes: Lanes, value: Value<"i32">): Value<"v128"> =>
  lanes.name === "f32x4" ? f32x4.splat(f32.fromI32S(value)) : f64x2.splat(f64.fromI32S(value));

/** As many whole numbers as there are lanes, from memory. */
export const loadIntegers = ({ name }: Lanes, at: Local<"i32">): Value<"v128"> =>
  name === "f32x4" ? f32x4.fromI32x4(f32x4.load(at)) : f64x2.fromLowI32x4(f64x2.loadFirst(at));
