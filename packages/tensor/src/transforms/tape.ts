import { isFloat } from "../core/dtype.ts";
import { apply, Trace, Traced, type Attributes, type Primitive } from "../core/primitive.ts";
import type { Tensor } from "../core/tensor.ts";
import { add } from "../ops/add.ts";

/** How a cotangent of a result reaches one of its inputs. */
interface Pull {
  readonly input: Recorded;
  readonly pull: (cotangent: Tensor) => Tensor;
}

/** A tensor on a tape: it remembers what it came from. */
class Recorded extends Traced {
  readonly index: number;
  readonly pulls: readonly Pull[];
  constructor(tape: Tape, primal: Tensor, index: number, pulls: readonly Pull[]) {
    super(tape, primal);
    this.index = index;
    this.pulls = pulls;
  }
}

/** Reverse mode: records ops as they are applied, then walks them backwards. */
export class Tape extends Trace {
  #count = 0;

  /** A tensor to differentiate with respect to. */
  watch(primal: Tensor): Tensor {
    return new Recorded(this, primal, this.#count++, []);
  }

  #holds(x: Tensor): x is Recorded {
    return x instanceof Recorded && x.trace === this;
  }

  override record<A extends Attributes>(primitive: Primitive<A>, inputs: readonly Tensor[], attributes: A): Tensor {
    const primals = inputs.map((input) => (this.#holds(input) ? input.primal : input));
    const output = apply(primitive, primals, attributes);
    if (!isFloat(output.dtype)) return output;
    const pulls = inputs.flatMap((input, i): Pull[] => {
      const rule = primitive.derivatives[i]?.backward;
      return this.#holds(input) && rule && isFloat(input.dtype)
        ? [{ input, pull: (t) => rule(t, output, primals, attributes) }]
        : [];
    });
    return pulls.length === 0 ? output : new Recorded(this, output, this.#count++, pulls);
  }

  /** The cotangents of the watched tensors on which `output` depends, given that of `output`. */
  pullback(output: Tensor, cotangent: Tensor): ReadonlyMap<Tensor, Tensor> {
    const gradients = new Map<Tensor, Tensor>();
    if (!this.#holds(output)) return gradients;
    const pending = new Map<number, { node: Recorded; cotangent: Tensor }>();
    const send = (node: Recorded, t: Tensor): void => {
      const known = pending.get(node.index);
      if (known) known.cotangent = add(known.cotangent, t);
      else pending.set(node.index, { node, cotangent: t });
    };
    send(output, cotangent);
    // Indices grow with every op, so the largest pending one depends on no other pending one.
    for (let index = output.index; pending.size > 0; index--) {
      const entry = pending.get(index);
      if (!entry) continue;
      pending.delete(index);
      const { pulls } = entry.node;
      if (pulls.length === 0) gradients.set(entry.node, entry.cotangent);
      for (const { input, pull } of pulls) send(input, pull(entry.cotangent));
    }
    return gradients;
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
