import { allocate, supports, type ArrayType } from "@surprisal/kernels";

/** What an array is to hold: its type and how many numbers. */
export type Extent<A> = readonly [Type: ArrayType<A> & (new (length: number) => A), length: number];

type Extents = Readonly<Record<string, Extent<unknown>>>;
type Arrays<E extends Extents> = { readonly [K in keyof E]: E[K] extends Extent<infer A> ? A : never };

/**
 * Runs with arrays in the kernels' memory, where products need not copy them, or, on a page without WebAssembly, elsewhere. What stands in them at first may be
 * anything; afterwards they are given back. Where the memory is not shared they become others as it grows: ask for them anew behind every product.
 *
 * @param extents - of the arrays, by name.
 * @param run - what needs them.
 */
export function withRoom<const E extends Extents, T>(extents: E, run: (arrays: () => Arrays<E>) => T): T {
  const entries = Object.entries(extents);
  // The arrays are those that the types of the extents say.
  if (!supports.simd) {
    const own = Object.fromEntries(entries.map(([name, [Type, length]]) => [name, new Type(length)])) as Arrays<E>;
    return run(() => own);
  }
  const blocks = entries.map(([name, [Type, length]]) => {
    const block = allocate(length * Type.BYTES_PER_ELEMENT);
    return { name, block, array: () => block.array(Type) };
  });
  try {
    return run(() => Object.fromEntries(blocks.map(({ name, array }) => [name, array()])) as Arrays<E>);
  } finally {
    for (const { block } of blocks) block.free();
  }
}
