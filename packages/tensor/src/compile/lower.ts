import type { DType } from "../core/dtype.ts";
import { Tensor } from "../core/tensor.ts";
import { showShape, type Shape } from "../core/shape.ts";
import type { Builder } from "./build.ts";
import { builtinOf } from "./builtins.ts";
import type { Expression } from "./expression.ts";
import { CompileError, sharedRow, uniformValue, type Node } from "./graph.ts";

/** Ops that change no number, as far as a row is concerned. */
const transparent = new Set(["reshape", "broadcastTo", "stopGradient"]);

/** Turns the nodes of a graph into expressions of one row. */
export class Lowering {
  readonly #builder: Builder;
  readonly #rows: number;
  readonly #width: number;
  readonly #inputs: ReadonlyMap<number, Expression>;
  readonly #done = new Map<Node, Expression>();

  constructor(builder: Builder, rows: number, inputs: ReadonlyMap<number, Expression>) {
    this.#builder = builder;
    this.#rows = rows;
    this.#width = builder.width;
    this.#inputs = inputs;
  }

  lower(operand: Node | Tensor): Expression {
    if (operand instanceof Tensor) return this.#constant(operand);
    const input = this.#inputs.get(operand.id);
    if (input) return input;
    const known = this.#done.get(operand);
    if (known) return known;
    const made = this.#op(operand);
    this.#done.set(operand, made);
    return made;
  }

  #constant(tensor: Tensor): Expression {
    const value = uniformValue(tensor);
    if (value !== undefined) return this.#builder.number(value);
    const row = sharedRow(tensor, this.#width);
    if (row?.every((value, i) => value === i)) return this.#builder.make({ kind: "place", isVector: true });
    if (row) return this.#builder.make({ kind: "table", isVector: true, table: row, index: undefined });
    throw new CompileError(
      `rowProgram: a constant has shape ${showShape(tensor.shape)}, expected one row of ${this.#width}`,
    );
  }

  #op({ attributes, dtype, inputs, primitive, shape }: Node): Expression {
    const name = primitive?.name ?? "input";
    this.#checkShape(name, shape);
    const [first, second] = inputs;
    const x = (): Expression => this.lower(first as Node | Tensor);
    const y = (): Expression => this.lower(second as Node | Tensor);
    if (transparent.has(name)) return x();
    switch (name) {
      case "cast":
        return this.#cast(x(), dtype);
      case "sumTo":
        if (!this.#isRowSum((first as Node).shape, shape)) throw new CompileError("rowProgram: a sum mixes rows");
        return this.#builder.sum(x());
      case "argmax":
        return this.#builder.make({ kind: "argmax", isVector: false, vector: this.#vector(name, x()) });
      case "gather":
      case "take":
        return this.#builder.at(x(), y());
      case "scatterAdd":
        return this.#builder.oneHot(x(), y());
      case "sumOthers":
        return this.#builder.sumOthers(x());
      case "cumsum": {
        const { exclusive, reverse } = attributes;
        const vector = this.#vector(name, x());
        return this.#builder.make({
          kind: "cumsum",
          isVector: true,
          vector,
          reverse: reverse === true,
          exclusive: exclusive === true,
        });
      }
      case "logSoftmax":
        return this.#builder.softmax(this.#vector(name, x())).logarithm;
      case "logSumExp":
        return this.#builder.softmax(this.#vector(name, x())).logSumExp;
      default:
    }
    const scalar = primitive?.scalar?.(attributes);
    if (!primitive || !scalar) throw new CompileError(`rowProgram: ${name} has no compiled form`);
    const operands = inputs.map((input) => this.lower(input));
    const builtin = builtinOf(primitive);
    return builtin ? this.#builder.call(builtin, ...operands) : this.#builder.callOwn(name, scalar, operands);
  }

  #checkShape(name: string, shape: Shape): void {
    const rest = shape.at(-1) === this.#width ? shape.slice(0, -1) : shape;
    const isRow =
      rest.every((extent) => extent === 1 || extent === this.#rows) &&
      rest.filter((extent) => extent === this.#rows).length <= 1;
    if (!isRow) throw new CompileError(`rowProgram: ${name} has shape ${showShape(shape)}, which is not that of rows`);
  }

  #isRowSum(from: Shape, to: Shape): boolean {
    const rows = (shape: Shape): boolean => shape.includes(this.#rows);
    return rows(from) === rows(to) && from.at(-1) === this.#width && (to.at(-1) === 1 || to.length < from.length);
  }

  /** What a dtype cuts off is lost; digits are those of the program. */
  #cast(x: Expression, dtype: DType): Expression {
    if (dtype === "bool") return this.#builder.call("notEqual", x, this.#builder.number(0));
    return dtype === "int32" || dtype === "uint8" ? this.#builder.call("trunc", x) : x;
  }

  #vector(name: string, x: Expression): Expression {
    if (!x.isVector) throw new CompileError(`rowProgram: ${name} of one number a row`);
    return x;
  }
}
