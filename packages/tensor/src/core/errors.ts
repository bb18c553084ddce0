/** Base of all errors that this library throws on purpose. */
export class SurprisalError extends Error {
  override name = "SurprisalError";
}

/** Shapes that do not fit each other or what a function expects. */
export class ShapeError extends SurprisalError {
  override name = "ShapeError";
}

/** A dtype that a function cannot work with. */
export class DTypeError extends SurprisalError {
  override name = "DTypeError";
}

/** A parameter or option outside of its domain. */
export class ParameterError extends SurprisalError {
  override name = "ParameterError";
}
