import { zeros } from "../core/create.ts";
import { ParameterError } from "../core/errors.ts";
import { sizeOf } from "../core/shape.ts";
import { wrap, type Tensor } from "../core/tensor.ts";
import { where } from "../ops/where.ts";
import { hvp } from "./hvp.ts";

export interface HessianDiagonalOptions {
  /**
   * How many of the last axes belong together: between blocks over the axes in front of them no second derivative is mixed, as between the
   * rows of a loss (1) or its elements (0). Then one product serves all blocks. Default: all axes.
   */
  readonly coupledAxes?: number;
}

/**
 * The second derivatives of a function by each element of a tensor: the diagonal of its Hessian, exact, by Hessian-vector products. There are
 * as many as a block of the coupled axes has elements: C for rows of C, one for a function that is elementwise.
 *
 * @param f - from a tensor to a tensor of one element.
 * @param x - where, float.
 * @param options - `coupledAxes`. Where f mixes blocks after all, the result holds row sums over the blocks and not the diagonal.
 * @returns the shape of x.
 * @throws ShapeError, DTypeError as `hvp`; ParameterError for coupledAxes.
 * @example
 * const f = (x: Tensor) => sum(logSumExp(x, { axis: -1 }))
 * hessianDiagonal(f, tensor([[0, 0], [0, 40]]), { coupledAxes: 1 }) // → [[0.25, 0.25], [4.24835e-18, 4.24835e-18]]
 * hessianDiagonal((x: Tensor) => sum(exp(x)), tensor([0, 1]), { coupledAxes: 0 }) // → [1, 2.71828]
 */
export function hessianDiagonal(f: (x: Tensor) => Tensor, x: Tensor, options: HessianDiagonalOptions = {}): Tensor {
  const axes = x.shape.length;
  const { coupledAxes = axes } = options;
  if (!Number.isInteger(coupledAxes) || coupledAxes < 0 || coupledAxes > axes)
    throw new ParameterError(`hessianDiagonal: coupledAxes is ${coupledAxes}, expected 0..${axes}`);
  const block = sizeOf(x.shape.slice(axes - coupledAxes));
  let diagonal = zeros(x.shape, { dtype: x.dtype });
  for (let place = 0; place < block; place++) {
    const unit = wrap(
      x.shape,
      x.dtype,
      x.data.map((_, i) => Number(i % block === place)),
    );
    diagonal = where(unit, hvp(f, x, unit), diagonal);
  }
  return diagonal;
}
