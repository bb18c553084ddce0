import { isFloat } from "../core/dtype.ts";
import { apply, Trace, Traced, type Attributes, type Primitive } from "../core/primitive.ts";
import type { Tensor } from "../core/tensor.ts";
import { add } from "../ops/add.ts";

/** A tensor on a tape: it remembers how a cotangent of it reaches its inputs. */
class Recorded extends Traced {
  readonly index: number;
  readonly inputs: readonly Recorded[];
  readonly pullback: (cotangent: Tensor) => readonly Tensor[];
  constructor(
    tape: Tape,
    primal: Tensor,
    index: number,
    inputs: readonly Recorded[],
    pullback: (cotangent: Tensor) => readonly Tensor[],
  ) {
    super(tape, primal);
    this.index = index;
    this.inputs = inputs;
    this.pullback = pullback;
  }
}

/** Reverse mode: records ops as they are applied, then walks them backwards. */
export class Tape extends Trace {
  #count = 0;

  /** A tensor to differentiate with respect to. */
  watch(primal: Tensor): Tensor {
    return new Recorded(this, primal, this.#count++, [], () => []);
  }

  override record<A extends Attributes>(primitive: Primitive<A>, inputs: readonly Tensor[], attributes: A): Tensor {
    const mine = inputs.map((input) => (input instanceof Recorded && input.trace === this ? input : undefined));
    const primals = inputs.map((input, i) => mine[i]?.primal ?? input);
    const output = apply(primitive, primals, attributes);
    if (!isFloat(output.dtype)) return output;
    const parents: Recorded[] = [];
    const pulls: ((t: Tensor) => Tensor)[] = [];
    for (const [i, input] of mine.entries()) {
      const rule = primitive.derivatives[i]?.backward;
      if (input === undefined || rule == null || !isFloat(input.dtype)) continue;
      parents.push(input);
      pulls.push((t) => rule(t, output, primals, attributes));
    }
    if (parents.length === 0) return output;
    return new Recorded(this, output, this.#count++, parents, (t) => pulls.map((pull) => pull(t)));
  }

  /** The cotangents of `sources`, given that of `output`; undefined where the output does not depend on a source. */
  pullback(output: Tensor, cotangent: Tensor, sources: readonly Tensor[]): (Tensor | undefined)[] {
    if (!(output instanceof Recorded) || output.trace !== this) return sources.map(() => undefined);
    const pending = new Map<number, { node: Recorded; cotangent: Tensor }>();
    const result = new Map<Tensor, Tensor>();
    const wanted = new Set(sources);
    // Indices grow with every op, so the largest pending one depends on no other pending one.
    const queue: number[] = [];
    const send = (node: Recorded, t: Tensor): void => {
      const known = pending.get(node.index);
      if (known) known.cotangent = add(known.cotangent, t);
      else {
        pending.set(node.index, { node, cotangent: t });
        push(queue, node.index);
      }
    };
    send(output, cotangent);
    for (let index = pop(queue); index !== undefined; index = pop(queue)) {
      const entry = pending.get(index);
      if (!entry) continue;
      pending.delete(index);
      if (wanted.has(entry.node)) result.set(entry.node, entry.cotangent);
      const cotangents = entry.node.pullback(entry.cotangent);
      for (const [i, input] of entry.node.inputs.entries()) {
        const t = cotangents[i];
        if (t) send(input, t);
      }
    }
    return sources.map((source) => result.get(source));
  }
}

/**
 * Whether a gradient by plain numbers is to be expected: a tape watches the tensor, and nothing watches that tape. An op that gets its gradient
 * cheaply along with its value may then compute both at once.
 *
 * @param x - any tensor.
 * @returns true within `grad` and `valueAndGrad`; false outside, and where these are differentiated themselves.
 * @example
 * grad((x: Tensor) => mul(x, awaitsGradient(x) ? 3 : 0))(tensor(2)).item() // → 3
 * hvp((x: Tensor) => mul(square(x), awaitsGradient(x) ? 3 : 1), tensor(2), tensor(1)).item() // → 2
 */
export const awaitsGradient = (x: Tensor): boolean => x instanceof Recorded && !(x.primal instanceof Traced);

/** A binary heap of numbers with the largest on top. */
function push(heap: number[], value: number): void {
  let at = heap.push(value) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent] as number;
    if (above >= value) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = value;
}

function pop(heap: number[]): number | undefined {
  const top = heap[0];
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return top;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && (heap[child + 1] as number) > (heap[child] as number)) child += 1;
    if ((heap[child] as number) <= last) break;
    heap[at] = heap[child] as number;
    at = child;
  }
  heap[at] = last;
  return top;
}
