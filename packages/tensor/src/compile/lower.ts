import type { DType, TypedArray } from "../core/dtype.ts";
import { Tensor } from "../core/tensor.ts";
import { showShape, type Shape } from "../core/shape.ts";
import { Expressions, type Expression } from "./expression.ts";
import { CompileError, uniformValue, type Node } from "./graph.ts";
import { simplifiedCall } from "./simplify.ts";

/** What is used of a row's softmax: e is exp(x − max), R the sum of all e but that of the maximum. */
interface RowSoftmax {
  readonly probability: Expression;
  /** 1 − p with every digit. */
  readonly complement: Expression;
  readonly logarithm: Expression;
  readonly logSumExp: Expression;
}

/** Ops that change no number, as far as a row is concerned. */
const transparent = new Set(["reshape", "broadcastTo", "stopGradient"]);

/** Turns the nodes of a graph into expressions of one row. */
export class Lowering {
  readonly expressions: Expressions;
  readonly #rows: number;
  readonly #width: number;
  readonly #inputs: ReadonlyMap<number, Expression>;
  readonly #done = new Map<Node, Expression>();
  readonly #softmax = new Map<number, RowSoftmax>();
  /** By the id of the logarithm, to find its exponential without computing one. */
  readonly #byLogarithm = new Map<number, RowSoftmax>();

  constructor(expressions: Expressions, rows: number, width: number, inputs: ReadonlyMap<number, Expression>) {
    this.expressions = expressions;
    this.#rows = rows;
    this.#width = width;
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

  call(name: string, f: (...x: never[]) => number, ...inputs: Expression[]): Expression {
    const [a, b] = inputs;
    if (name === "mul0" && a && b) {
      // 0 wins everywhere but at the one place.
      if (a.kind === "oneHot") return this.#oneHot(this.call(name, f, a.value, this.#at(b, a.index)), a.index);
      if (b.kind === "oneHot") return this.#oneHot(this.call(name, f, this.#at(a, b.index), b.value), b.index);
    }
    return simplifiedCall(this.expressions, name, f, inputs);
  }

  #number(value: number): Expression {
    return this.expressions.make({ kind: "number", isVector: false, value });
  }

  #constant(tensor: Tensor): Expression {
    const value = uniformValue(tensor);
    if (value !== undefined) return this.#number(value);
    const row = this.#sharedRow(tensor);
    if (row?.every((value, i) => value === i)) return this.expressions.make({ kind: "place", isVector: true });
    if (row) return this.expressions.make({ kind: "table", isVector: true, table: row, index: undefined });
    throw new CompileError(
      `rowProgram: a constant has shape ${showShape(tensor.shape)}, expected one row of ${this.#width}`,
    );
  }

  /** The row that all rows of a constant are; undefined where they differ. */
  #sharedRow({ data, shape }: Tensor): TypedArray | undefined {
    if (shape.at(-1) !== this.#width) return undefined;
    const isShared = data.every((value, i) => i < this.#width || Object.is(value, data[i - this.#width]));
    return isShared ? data.slice(0, this.#width) : undefined;
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
        return this.#sum(x());
      case "argmax":
        return this.expressions.make({ kind: "argmax", isVector: false, vector: this.#vector(name, x()) });
      case "gather":
      case "take":
        return this.#at(x(), y());
      case "scatterAdd":
        return this.#oneHot(x(), y());
      case "sumOthers":
        return this.#sumOthers(x());
      case "cumsum": {
        const { exclusive, reverse } = attributes;
        const vector = this.#vector(name, x());
        return this.expressions.make({
          kind: "cumsum",
          isVector: true,
          vector,
          reverse: reverse === true,
          exclusive: exclusive === true,
        });
      }
      case "logSoftmax":
        return this.#softmaxOf(x()).logarithm;
      case "logSumExp":
        return this.#softmaxOf(x()).logSumExp;
      default:
    }
    const scalar = primitive?.scalar?.(attributes);
    if (!scalar) throw new CompileError(`rowProgram: ${name} has no compiled form`);
    const operands = inputs.map((input) => this.lower(input));
    if (name === "exp" || name === "expm1") return this.#exponential(name, scalar, operands[0] as Expression);
    return this.call(name, scalar, ...operands);
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

  /** Programs compute in float64: only what a dtype cuts off is lost. */
  #cast(x: Expression, dtype: DType): Expression {
    if (dtype === "bool") return this.call("toBool", toBool, x);
    return dtype === "int32" || dtype === "uint8" ? this.call("trunc", Math.trunc, x) : x;
  }

  #vector(name: string, x: Expression): Expression {
    if (!x.isVector) throw new CompileError(`rowProgram: ${name} of one number a row`);
    return x;
  }

  #sum(x: Expression): Expression {
    if (!x.isVector) return this.call("mul", multiply, this.#number(this.#width), x);
    if (x.kind === "oneHot") return x.value;
    return this.expressions.make({ kind: "sum", isVector: false, vector: x });
  }

  #oneHot(value: Expression, index: Expression): Expression {
    if (value.kind === "number" && value.value === 0) return value;
    return this.expressions.make({ kind: "oneHot", isVector: true, value, index });
  }

  /** The element of a vector: pushed inwards, so that nothing is computed for the places that are not asked for. */
  #at(x: Expression, index: Expression): Expression {
    if (!x.isVector) return x;
    switch (x.kind) {
      case "call": {
        const row = this.#byLogarithm.get(x.id);
        const picked = this.call(x.name, x.f, ...x.inputs.map((input) => this.#at(input, index)));
        if (row && !this.#byLogarithm.has(picked.id)) {
          this.#byLogarithm.set(picked.id, {
            probability: this.#at(row.probability, index),
            complement: this.#at(row.complement, index),
            logarithm: picked,
            logSumExp: row.logSumExp,
          });
        }
        return picked;
      }
      case "place":
        return index;
      case "table":
        return this.expressions.make({ kind: "table", isVector: false, table: x.table, index });
      case "oneHot":
        if (x.index === index) return x.value;
        return this.call("select", select, x.index, index, x.value);
      default:
        return this.expressions.make({ kind: "at", isVector: false, vector: x, index });
    }
  }

  #sumOthers(x: Expression): Expression {
    if (!x.isVector) return this.call("mul", multiply, this.#number(this.#width - 1), x);
    if (x.kind === "oneHot") {
      const hot = this.expressions.make({ kind: "oneHot", isVector: true, value: this.#number(1), index: x.index });
      return this.call("unless", unless, hot, x.value);
    }
    return this.expressions.make({ kind: "sumOthers", isVector: true, vector: x });
  }

  /** exp and expm1 of a log-softmax are there already, from its own exponentials. */
  #exponential(name: "exp" | "expm1", f: (...x: never[]) => number, x: Expression): Expression {
    const row = this.#byLogarithm.get(x.id);
    if (!row) return this.call(name, f, x);
    return name === "exp" ? row.probability : this.call("neg", negate, row.complement);
  }

  #softmaxOf(x: Expression): RowSoftmax {
    const vector = this.#vector("logSoftmax", x);
    const known = this.#softmax.get(vector.id);
    if (known) return known;
    const { expressions } = this;
    const place = expressions.make({ kind: "argmax", isVector: false, vector });
    const maximum = this.#at(vector, place);
    const gap = this.call("sub", subtract, vector, maximum);
    const e = this.call("exp", Math.exp, gap);
    const others = expressions.make({ kind: "sumExcept", isVector: false, vector: e, index: place });
    // ∞ − ∞ among the logits: no log-probability of the row has a meaning.
    const rest = this.call("restOf", restOf, others, maximum);
    const whole = this.call("add", add, this.#number(1), rest);
    const log = this.call("log1p", Math.log1p, rest);
    const row: RowSoftmax = {
      probability: this.call("div", divide, e, whole),
      complement: this.call(
        "div",
        divide,
        this.call("add", add, this.call("sub", subtract, this.#number(1), e), rest),
        whole,
      ),
      logarithm: this.call("sub", subtract, gap, log),
      logSumExp: this.call("logSumExpOf", logSumExpOf, maximum, others),
    };
    this.#softmax.set(vector.id, row);
    this.#byLogarithm.set(row.logarithm.id, row);
    return row;
  }
}

// One function each, so that equal calls are the same expression.
const add = (a: number, b: number): number => a + b;
const subtract = (a: number, b: number): number => a - b;
const divide = (a: number, b: number): number => a / b;
const restOf = (rest: number, maximum: number): number => (maximum === Infinity ? Number.NaN : rest);
const multiply = (a: number, b: number): number => a * b;
const negate = (a: number): number => -a;
const toBool = (a: number): number => Number(a !== 0);
const select = (a: number, b: number, value: number): number => (a === b ? value : 0);
const unless = (hot: number, value: number): number => (hot === 0 ? value : 0);
const logSumExpOf = (m: number, rest: number): number => (Number.isFinite(m) ? m + Math.log1p(rest) : m);
