import { elementwise as onArrays, type Generator, type Lanes, type Value } from "@surprisal/kernels";

type Floats = Float32Array | Float64Array;

/** A function of arrays of one length, computed in the type of the lanes. */
export function elementwise<X extends readonly Value<"v128">[]>(
  generate: Generator<X>,
  lanes: Lanes,
  relaxed = false,
): (...inputs: readonly Floats[]) => Floats {
  const Type = lanes.bytes === 4 ? Float32Array : Float64Array;
  return (...inputs) => {
    const typed: readonly Floats[] = inputs.map((input) => Type.from(input));
    // As many as the generator takes.
    const all = typed as unknown as { readonly [I in keyof X]: Floats };
    return onArrays(generate, all, new Type(typed[0]?.length ?? 0), { deterministic: !relaxed });
  };
}
