/**
 * Base of all errors that this library throws on purpose.
 *
 * @example
 * new ShapeError("add: shapes [2] and [3] do not broadcast") instanceof SurprisalError // → true
 */
export class SurprisalError extends Error {
  override name = "SurprisalError";
}

/**
 * Shapes that do not fit each other or what a function expects.
 *
 * @example
 * add(tensor([1, 2]), tensor([1, 2, 3])) // throws ShapeError
 */
export class ShapeError extends SurprisalError {
  override name = "ShapeError";
}

/**
 * A dtype that a function cannot work with.
 *
 * @example
 * grad((x: Tensor) => sum(x))(tensor([1, 2], { dtype: "int32" })) // throws DTypeError
 */
export class DTypeError extends SurprisalError {
  override name = "DTypeError";
}

/**
 * A parameter or option outside of its domain.
 *
 * @example
 * sum(tensor([1, 2]), { axis: 1 }) // throws ParameterError
 */
export class ParameterError extends SurprisalError {
  override name = "ParameterError";
}
