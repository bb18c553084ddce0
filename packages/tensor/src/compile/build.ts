import { Facts, type Algebra } from "./algebra.ts";
import { computeOf, isComparison, type Builtin, type Compute } from "./builtins.ts";
import { Expressions, type Draft, type Expression } from "./expression.ts";
import { rules } from "./rules.ts";
import { softmaxRow, type SoftmaxRow } from "./softmaxRow.ts";
import { simplerSum } from "./sums.ts";

/** What is as quick to compute again as to read from memory. */
const cheap: ReadonlySet<Builtin> = new Set([
  "abs",
  "add",
  "sub",
  "mul",
  "mul0",
  "neg",
  "div",
  "div0",
  "maximum",
  "minimum",
  "relu",
  "sign",
  "square",
  "where",
  "trunc",
]);

/** Makes expressions of rows of one width, simplified as they are made. */
export class Builder implements Algebra {
  readonly width: number;
  readonly isElementwise: boolean;
  readonly facts: Facts;
  readonly #expressions = new Expressions();
  readonly #softmax = new Map<Expression, SoftmaxRow>();
  /** By the logarithm, to find its exponential without computing one. */
  readonly #byLogarithm = new Map<Expression, SoftmaxRow>();

  /**
   * @param mayAssume - whether expressions may be right for ordinary rows only; what makes a row so is in `facts`.
   * @param isChecked - whether a program looks at that. Default true.
   * @param isElementwise - whether there are no rows. Default false.
   */
  constructor(width: number, mayAssume: boolean, isChecked = true, isElementwise = false) {
    this.width = width;
    this.isElementwise = isElementwise;
    this.facts = new Facts(mayAssume, isChecked);
  }

  make(draft: Draft): Expression {
    return this.#expressions.make(draft);
  }

  number(value: number): Expression {
    return this.make({ kind: "number", isVector: false, value });
  }

  call(name: Builtin, ...inputs: Expression[]): Expression {
    const f = computeOf(name);
    const values = inputs.flatMap((input) => (input.kind === "number" ? [input.value] : []));
    if (values.length === inputs.length) return this.number(f(...values));
    const [a, b, c] = inputs as [Expression, Expression, Expression];
    // exp and expm1 of a log-softmax are there already, from its own exponentials.
    const row = name === "exp" || name === "expm1" ? this.#byLogarithm.get(a) : undefined;
    if (row) return name === "exp" ? row.probability : this.call("neg", row.complement);
    return rules[name]?.(this, a, b, c) ?? this.#call(name, name, f, inputs);
  }

  /** An op that only its function is known of. */
  callOwn(name: string, f: Compute, inputs: readonly Expression[]): Expression {
    return this.#call(name, undefined, f, inputs);
  }

  again({ builtin, f, name }: Expression & { readonly kind: "call" }, inputs: readonly Expression[]): Expression {
    return builtin ? this.call(builtin, ...inputs) : this.callOwn(name, f, inputs);
  }

  oneHot(value: Expression, index: Expression): Expression {
    if (value.kind === "number" && value.value === 0) return value;
    return this.make({ kind: "oneHot", isVector: true, value, index });
  }

  /** Pushed inwards, so that nothing is computed for the places that are not asked for. */
  at(x: Expression, index: Expression): Expression {
    if (!x.isVector) return x;
    switch (x.kind) {
      case "call":
        return this.#callAt(x, index);
      case "place":
        return index;
      case "table":
        return this.make({ kind: "table", isVector: false, table: x.table, index });
      case "oneHot":
        if (x.index === index) return x.value;
        return this.call("where", this.call("equal", x.index, index), x.value, this.number(0));
      case "sumOthers":
        return this.sumExcept(x.vector, index);
      default:
        return this.make({ kind: "at", isVector: false, vector: x, index });
    }
  }

  sum(x: Expression): Expression {
    return simplerSum(this, x, { kind: "all" }) ?? this.make({ kind: "sum", isVector: false, vector: x });
  }

  sumExcept(x: Expression, index: Expression): Expression {
    return (
      simplerSum(this, x, { kind: "except", index }) ??
      this.make({ kind: "sumExcept", isVector: false, vector: x, index })
    );
  }

  sumOthers(x: Expression): Expression {
    return simplerSum(this, x, { kind: "others" }) ?? this.make({ kind: "sumOthers", isVector: true, vector: x });
  }

  softmax(vector: Expression): SoftmaxRow {
    const known = this.#softmax.get(vector);
    if (known) return known;
    const row = softmaxRow(this, vector);
    this.#softmax.set(vector, row);
    this.#byLogarithm.set(row.logarithm, row);
    return row;
  }

  #call(name: string, builtin: Builtin | undefined, f: Compute, inputs: readonly Expression[]): Expression {
    return this.make({
      kind: "call",
      isVector: inputs.some((input) => input.isVector),
      name,
      builtin,
      f,
      inputs,
      costly: builtin === undefined || !(cheap.has(builtin) || isComparison(builtin)),
    });
  }

  #callAt(x: Expression & { readonly kind: "call" }, index: Expression): Expression {
    const inputs = x.inputs.map((input) => this.at(input, index));
    const row = this.#byLogarithm.get(x);
    const picked = this.again(x, inputs);
    if (row && !this.#byLogarithm.has(picked)) {
      this.#byLogarithm.set(picked, {
        probability: this.at(row.probability, index),
        complement: this.at(row.complement, index),
        logarithm: picked,
        logSumExp: row.logSumExp,
      });
    }
    return picked;
  }
}
