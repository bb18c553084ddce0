import { compositionOf } from "../core/composed.ts";
import type { DType, TypedArray } from "../core/dtype.ts";
import { DTypeError, SurprisalError } from "../core/errors.ts";
import { Trace, Traced, type Attributes, type Primitive } from "../core/primitive.ts";
import { sizeOf, type Shape } from "../core/shape.ts";
import { outsideScopes, Tensor, wrap, type Cell } from "../core/tensor.ts";
import { ScopedCell } from "../memory/scopedCell.ts";

/**
 * A function does something that no row program can: it looks at numbers, mixes rows, or uses an op that has no compiled form.
 *
 * @example
 * new CompileError("rowProgram: transpose has no compiled form").name // → "CompileError"
 */
export class CompileError extends SurprisalError {
  override name = "CompileError";
}

/** What a symbol stands for: an input, or an op on other nodes and constants. */
export interface Node {
  readonly id: number;
  readonly shape: Shape;
  readonly dtype: DType;
  /** Undefined for an input. */
  readonly primitive: Primitive | undefined;
  readonly inputs: readonly (Node | Tensor)[];
  readonly attributes: Attributes;
}

const noNumbers: Cell = {
  get array(): never {
    throw new CompileError("rowProgram: a symbol has no numbers, and the function looks at them");
  },
  release() {},
};

/** A tensor whose numbers are not there yet. */
class Symbolic extends Traced {
  readonly node: Node;
  constructor(graph: Graph, node: Node) {
    super(graph, new Tensor(node.shape, node.dtype, noNumbers));
    this.node = node;
  }
}

/** Records ops on symbols, each only once: what is written twice is the same node. */
export class Graph extends Trace {
  readonly #composes: boolean;
  readonly #known = new Map<string, Symbolic>();
  readonly #primitives = new Map<unknown, number>();
  readonly #constants = new Map<Tensor, number>();
  readonly #kept = new Map<Tensor, Tensor>();
  #count = 0;

  /** @param composes - whether ops that have a composition are recorded as that. */
  constructor(level: number, composes = false) {
    super(level);
    this.#composes = composes;
  }

  input(shape: Shape, dtype: DType): Tensor {
    return new Symbolic(this, { id: this.#count++, shape, dtype, primitive: undefined, inputs: [], attributes: {} });
  }

  override record<A extends Attributes>(primitive: Primitive<A>, inputs: readonly Tensor[], attributes: A): Tensor {
    const composition = this.#composes ? compositionOf(primitive.scalar?.(attributes)) : undefined;
    if (composition) return composition(...inputs);
    const operands = inputs.map((input) => this.nodeOf(input));
    // Ops may share a name, not what they are.
    const key = [
      placeIn(this.#primitives, primitive),
      JSON.stringify(attributes),
      ...operands.map((operand) => this.#key(operand)),
    ].join("|");
    const known = this.#known.get(key);
    if (known) return known;
    const { dtype, shape } = primitive.infer(inputs, attributes);
    // Attributes are plain data; that they are those of this primitive is settled where it was applied.
    const recorded = {
      id: this.#count++,
      shape,
      dtype,
      primitive: primitive as unknown as Primitive,
      inputs: operands,
      attributes,
    };
    const symbol = new Symbolic(this, recorded);
    this.#known.set(key, symbol);
    return symbol;
  }

  /** The node behind a symbol, or the tensor itself if it is a constant. */
  nodeOf(tensor: Tensor): Node | Tensor {
    if (tensor instanceof Symbolic && tensor.trace === this) return tensor.node;
    if (tensor instanceof Traced) throw new CompileError("rowProgram: a constant is watched by a derivative around it");
    return tensor.cell instanceof ScopedCell ? this.#keep(tensor) : tensor;
  }

  /** A constant that outlives its scope, as programs do. */
  #keep(tensor: Tensor): Tensor {
    const kept = this.#kept.get(tensor) ?? outsideScopes(() => wrap(tensor.shape, tensor.dtype, tensor.data));
    this.#kept.set(tensor, kept);
    return kept;
  }

  #key(operand: Node | Tensor): string {
    if (!(operand instanceof Tensor)) return `n${operand.id}`;
    const value = uniformValue(operand);
    if (value !== undefined) return `${operand.dtype}${Object.is(value, -0) ? "-0" : value}[${operand.shape.join()}]`;
    return `c${placeIn(this.#constants, operand)}`;
  }
}

/** A number for each thing, in the order in which they come. */
function placeIn<T>(known: Map<T, number>, each: T): number {
  const place = known.get(each) ?? known.size;
  known.set(each, place);
  return place;
}

/** The value that all elements of a constant have; undefined where they differ. */
export function uniformValue({ data, shape }: Tensor): number | undefined {
  const [first] = data;
  if (first === undefined || sizeOf(shape) === 0) return undefined;
  for (const value of data) if (!Object.is(value, first)) return undefined;
  return first;
}

/** The row that all rows of a constant are; undefined where they differ. */
export function sharedRow({ data, shape }: Tensor, width: number): TypedArray | undefined {
  if (shape.at(-1) !== width) return undefined;
  for (let i = width; i < data.length; i++) if (!Object.is(data[i], data[i - width])) return undefined;
  return data.slice(0, width);
}

/** Throws for a dtype that programs do not compute in. */
export function checkFloat(dtype: DType): asserts dtype is "float32" | "float64" {
  if (dtype !== "float32" && dtype !== "float64")
    throw new DTypeError(`rowProgram: dtype is ${dtype}, expected float32 or float64`);
}
