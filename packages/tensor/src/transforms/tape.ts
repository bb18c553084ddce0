import { isFloat } from "../core/dtype.ts";
import { apply, Trace, Traced, type Attributes, type Primitive } from "../core/primitive.ts";
import { storage, type Tensor } from "../core/tensor.ts";
import { add } from "../ops/add.ts";

/** How a cotangent of a result reaches one of its inputs. */
interface Pull {
  readonly input: Tensor;
  readonly pull: (cotangent: Tensor) => Tensor;
}

/** A tensor on a tape. */
class Recorded extends Traced {}

/** Reverse mode: records ops as they are applied, then walks them backwards. */
export class Tape extends Trace {
  /** What tensors came from, in the order in which they did: none depends on a later one. */
  readonly #pulls = new Map<Tensor, readonly Pull[]>();

  /** A tensor to differentiate with respect to, or what came of one. */
  watch(primal: Tensor, pulls: readonly Pull[] = []): Tensor {
    const node = new Recorded(this, primal);
    this.#pulls.set(node, pulls);
    return node;
  }

  /** What the tape has of a tensor, or the tensor where it has none. */
  primalOf(x: Tensor): Tensor {
    return x instanceof Recorded && x.trace === this ? x.primal : x;
  }

  override record<A extends Attributes>(primitive: Primitive<A>, inputs: readonly Tensor[], attributes: A): Tensor {
    const primals = inputs.map((input) => this.primalOf(input));
    const output = apply(primitive, primals, attributes);
    if (!isFloat(output.dtype)) return output;
    const pulls = inputs.flatMap((input, i): Pull[] => {
      const rule = primitive.derivatives[i]?.backward;
      return rule && input !== primals[i] ? [{ input, pull: (t) => rule(t, output, primals, attributes) }] : [];
    });
    return pulls.length === 0 ? output : this.watch(output, pulls);
  }

  /** The cotangents of the watched tensors on which `output` depends, given that of `output`. */
  pullback(output: Tensor, cotangent: Tensor): ReadonlyMap<Tensor, Tensor> {
    const cotangents = new Map([[output, cotangent]]);
    const sweep = storage.scope?.sweeper(this.level);
    for (const [node, pulls] of [...this.#pulls].toReversed()) {
      const own = cotangents.get(node);
      if (!own) continue;
      for (const { input, pull } of pulls) {
        const known = cotangents.get(input);
        const share = pull(own);
        cotangents.set(input, known ? add(known, share) : share);
        cotangents.delete(node);
      }
      sweep?.(cotangents.values());
    }
    return cotangents;
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
