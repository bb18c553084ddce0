import { isFloat } from "../core/dtype.ts";
import { apply, Trace, Traced, type Attributes, type Primitive } from "../core/primitive.ts";
import type { Tensor } from "../core/tensor.ts";
import { add } from "../ops/add.ts";

/** A tensor with a tangent beside it. */
class Dual extends Traced {
  readonly tangent: Tensor;
  constructor(trace: Duals, primal: Tensor, tangent: Tensor) {
    super(trace, primal);
    this.tangent = tangent;
  }
}

/** Forward mode: carries a tangent along with every value. */
export class Duals extends Trace {
  pair(primal: Tensor, tangent: Tensor): Tensor {
    return new Dual(this, primal, tangent);
  }

  /** The value and the tangent of a result; the tangent is undefined where nothing that was paired reached it. */
  split(output: Tensor): { primal: Tensor; tangent: Tensor | undefined } {
    if (output instanceof Dual && output.trace === this) return { primal: output.primal, tangent: output.tangent };
    return { primal: output, tangent: undefined };
  }

  override record<A extends Attributes>(primitive: Primitive<A>, inputs: readonly Tensor[], attributes: A): Tensor {
    const parts = inputs.map((input) => this.split(input));
    const primals = parts.map((part) => part.primal);
    const output = apply(primitive, primals, attributes);
    if (!isFloat(output.dtype)) return output;
    let tangent: Tensor | undefined;
    for (const [i, part] of parts.entries()) {
      const rule = primitive.derivatives[i]?.forward;
      if (part.tangent === undefined || rule == null) continue;
      const share = rule(part.tangent, output, primals, attributes);
      tangent = tangent === undefined ? share : add(tangent, share);
    }
    return tangent === undefined ? output : new Dual(this, output, tangent);
  }
}
