import { createMemory, type Generator, i32, type Lanes, ModuleBuilder, type Value } from "@surprisal/kernels";

type Floats = Float32Array | Float64Array;

/** A kernel of the form of y[i] = g(x[i], …), over whole vectors, with one more for the tail; for arrays of one length. */
export function elementwise<X extends readonly Value<"v128">[]>(
  generate: Generator<X>,
  lanes: Lanes,
  relaxed = false,
): (...inputs: readonly Floats[]) => Floats {
  const arity = generate.length - 2;
  const module = new ModuleBuilder({ relaxed, memory: {} });
  module.function("run", { parameters: ["i32", "i32", "i32"], export: true }, (f, from, to, bytes) => {
    f.for(0, bytes, 16, (i) => {
      const inputs = Array.from({ length: arity }, (_, n) =>
        f.local(lanes.load(i32.add(i32.add(from, i), i32.mul(bytes, n)))),
      );
      f.store(i32.add(to, i), generate(f, lanes, ...(inputs as readonly Value<"v128">[] as X)));
    });
  });
  const memory = createMemory({ minimum: 1 });
  const { run } = module.instantiate(memory);
  return (...inputs) => {
    const length = inputs[0]?.length ?? 0;
    const padded = Math.ceil(length / lanes.count) * 16;
    const missing = padded * (arity + 1) - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / 65536));
    const view = lanes.bytes === 4 ? new Float32Array(memory.buffer) : new Float64Array(memory.buffer);
    for (const [n, input] of inputs.entries()) view.set(input, (n * padded) / lanes.bytes);
    run!(0, arity * padded, padded);
    return view.slice((arity * padded) / lanes.bytes, (arity * padded) / lanes.bytes + length);
  };
}
