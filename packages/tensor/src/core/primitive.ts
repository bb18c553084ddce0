import type { DType, TypedArray } from "./dtype.ts";
import type { Shape } from "./shape.ts";
import { elementsOf, Tensor, wrap } from "./tensor.ts";

/** What is known of a tensor before its numbers are. */
export interface Signature {
  readonly shape: Shape;
  readonly dtype: DType;
}

/** What an op is told beside its tensors: an axis, a shape, … Plain data. */
export type Attributes = Readonly<Record<string, number | boolean | string | readonly number[]>>;

/** A derivative rule with respect to one input: linear in `t`, written in ops, so that it can itself be traced and differentiated. */
export type Rule<A extends Attributes> = (
  t: Tensor,
  output: Tensor,
  inputs: readonly Tensor[],
  attributes: A,
) => Tensor;

export interface Derivative<A extends Attributes> {
  /** From a tangent of this input to its share of the output's tangent. */
  readonly forward: Rule<A>;
  /** From the output's cotangent to this input's. */
  readonly backward: Rule<A>;
}

/**
 * The smallest unit of computation. What an op does with numbers and how it is differentiated stand in one place.
 * `derivatives` has an entry an input: null where nothing depends on it smoothly (indices, masks, comparisons).
 */
export interface Primitive<A extends Attributes = Attributes> {
  readonly name: string;
  /** Shape and dtype of the result; throws where the inputs do not fit. */
  readonly infer: (inputs: readonly Signature[], attributes: A) => Signature;
  /** Fills `output` from concrete inputs. */
  readonly compute: (inputs: readonly Tensor[], output: TypedArray, attributes: A, signature: Signature) => void;
  readonly derivatives: readonly (Derivative<A> | null)[];
  /** Of an op that works element by element on operands of one shape: what it does with one element of each. */
  readonly scalar?: (attributes: A) => (...elements: number[]) => number;
}

/**
 * Something that watches a computation: a tape, duals, later symbols. Traces nest; the innermost (highest level) sees an op first and
 * passes it on, on the values that it wraps, to the next.
 */
export abstract class Trace {
  readonly level: number;
  constructor(level: number) {
    this.level = level;
  }
  abstract record<A extends Attributes>(primitive: Primitive<A>, inputs: readonly Tensor[], attributes: A): Tensor;
}

/** A tensor that a trace watches. Its numbers are those of `primal`. */
export abstract class Traced extends Tensor {
  readonly trace: Trace;
  readonly primal: Tensor;
  constructor(trace: Trace, primal: Tensor) {
    super(primal.shape, primal.dtype, primal.cell);
    this.trace = trace;
    this.primal = primal;
  }
}

/**
 * Whether a derivative or a compiler around watches a tensor: what is computed of its numbers apart from the ops escapes it.
 *
 * @param x - any tensor.
 * @returns true within `grad`, `jvp` and the like, for what depends on what they differentiate by.
 * @example
 * isTraced(tensor(2)) // → false
 * grad((x: Tensor) => mul(x, isTraced(x) ? 3 : 0))(tensor(2)).item() // → 3
 */
export const isTraced = (x: Tensor): boolean => x instanceof Traced;

let depth = 0;

/** Is a trace open that may hold what is made? */
export const isTracing = (): boolean => depth > 0;

/** Runs `body` with a level above that of every trace that is open around it. */
export function withLevel<T>(body: (level: number) => T): T {
  depth += 1;
  try {
    return body(depth);
  } finally {
    depth -= 1;
  }
}

/**
 * Applies a primitive: the innermost trace among the inputs (a tape, duals) records it; without one it is computed.
 *
 * @param primitive - shape rule, computation and derivatives.
 * @param inputs - its tensors.
 * @param attributes - what it is told beside them.
 * @returns the result.
 * @example
 * const twice: Primitive<Record<never, never>> = {
 *   name: "twice",
 *   infer: ([x]) => ({ shape: x?.shape ?? [], dtype: x?.dtype ?? "float32" }),
 *   compute: ([x], output) => x?.data.forEach((value, i) => { output[i] = 2 * value }),
 *   derivatives: [{ forward: (t) => mul(t, 2), backward: (t) => mul(t, 2) }],
 * }
 * apply(twice, [tensor([1, 2])], {}) // → [2, 4]
 * grad((x: Tensor) => sum(apply(twice, [x], {})))(tensor([1, 2])) // → [2, 2]
 */
export function apply<A extends Attributes>(primitive: Primitive<A>, inputs: readonly Tensor[], attributes: A): Tensor {
  let trace: Trace | undefined;
  for (const input of inputs) {
    // Levels count from 1.
    if (input instanceof Traced && input.trace.level > (trace?.level ?? 0)) trace = input.trace;
  }
  if (trace) return trace.record(primitive, inputs, attributes);
  const signature = primitive.infer(inputs, attributes);
  const output = wrap(signature.shape, signature.dtype);
  primitive.compute(inputs, elementsOf(output), attributes, signature);
  return output;
}
