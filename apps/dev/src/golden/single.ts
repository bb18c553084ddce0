import { cast, grad, mul, sum, type Tensor } from "@surprisal/tensor";
import type { GoldenCase, Inputs } from "./cases.ts";
import type { GoldenFunction } from "./functions/calls.ts";
import { refusal } from "./refusal.ts";

/**
 * A case in float32: value and gradients are those that the ops give in float64 on the same rounded inputs, within 4e-7 · (1 + max|z − m|/8) of the
 * largest entry, and 1 + γ times that where there is a power.
 */
export function runSingle(golden: GoldenCase, call: GoldenFunction, reference: GoldenFunction): string | undefined {
  const { args, cotangent, gradients, inputs, refused } = golden;
  if (refused) return refusal(() => call(inputs, args));
  const single = mapFloats(inputs, "float32");
  const same = mapFloats(single, "float64");
  const power = 1 + (typeof args["gamma"] === "number" ? args["gamma"] : 0);
  const bound = 4e-7 * (1 + reachOf(same) / 8) * power;
  const results = (f: GoldenFunction, at: Inputs): Inputs => {
    const scalar = (some: Inputs): Tensor => {
      const result = f({ ...at, ...some }, args);
      return sum(cotangent ? mul(result, cast(cotangent, result.dtype)) : result);
    };
    const watched = Object.fromEntries(Object.keys(gradients).flatMap((name) => (at[name] ? [[name, at[name]]] : [])));
    return { value: f(at, args), ...grad(scalar)(watched) };
  };
  try {
    const [got, expected] = [results(call, single), results(reference, same)];
    for (const [name, right] of Object.entries(expected)) {
      const off = got[name] ? differenceOf(got[name], right, bound) : " is missing";
      if (off) return `${name === "value" ? "value" : `∂/∂${name}`}${off}`;
    }
    return undefined;
  } catch (error) {
    return String(error);
  }
}

const mapFloats = (inputs: Inputs, dtype: "float32" | "float64"): Inputs =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, each]) => [name, each.dtype.startsWith("float") ? cast(each, dtype) : each]),
  );

/** How far numbers of the inputs lie below the largest of their row, or of elements from 0. */
function reachOf(inputs: Inputs): number {
  let reach = 0;
  for (const { data, dtype } of Object.values(inputs)) {
    if (!dtype.startsWith("float")) continue;
    const finite = Array.from(data).filter(Number.isFinite);
    for (const each of finite) reach = Math.max(reach, Math.abs(each));
    if (finite.length > 0) reach = Math.max(reach, Math.max(...finite) - Math.min(...finite));
  }
  return reach;
}

function differenceOf(got: Tensor, right: Tensor, relative: number): string | undefined {
  let largest = 0;
  for (const each of right.data) if (Number.isFinite(each)) largest = Math.max(largest, Math.abs(each));
  for (const [i, each] of got.data.entries()) {
    const expected = right.data[i] ?? Number.NaN;
    const isSame = Number.isFinite(expected)
      ? Math.abs(each - expected) <= relative * largest + 1e-30
      : Object.is(each, expected);
    if (!isSame) return `[${i}] is ${each}, expected ${expected} (within ${(relative * largest).toPrecision(2)})`;
  }
  return undefined;
}
