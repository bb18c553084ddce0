import { address, f32, f64, i32, i64, memoryAt, scalar } from "./scalars.ts";
import {
  type Body,
  Local,
  type Operand,
  type Statement,
  Value,
  type ValueType,
  type VectorConstant,
  writeOpcode,
} from "./value.ts";
import { vectorConstant } from "./vectors.ts";
import { Writer } from "./writer.ts";

/** The bytes that stand for types. */
export const typeCodes: Readonly<Record<ValueType, number>> = {
  i32: 0x7f,
  i64: 0x7e,
  f32: 0x7d,
  f64: 0x7c,
  v128: 0x7b,
};

const stores: Readonly<Record<ValueType, number>> = { i32: 0x36, i64: 0x37, f32: 0x38, f64: 0x39, v128: 0xfd000b };
const noResult = 0x40;

/** A place that `branch` goes to: the end of a block, or the start of a loop. */
export interface Label {
  readonly depth: number;
}

/** The body of a function: each method appends a statement. Made by `ModuleBuilder.function`. */
export class FunctionBuilder implements Body {
  readonly code = new Writer(1024);
  readonly relaxed: boolean;
  readonly #parameterCount: number;
  /** Of the locals behind the parameters. */
  readonly #types: ValueType[] = [];
  readonly #constants = new Map<unknown, { readonly index: number; readonly bytes: Uint8Array }>();
  #depth = 0;

  constructor(parameterCount: number, relaxed: boolean) {
    this.#parameterCount = parameterCount;
    this.relaxed = relaxed;
  }

  /** A new variable, set here to a value or, given a type, to 0. */
  local<T extends ValueType>(initial: Value<T> | T): Local<T> {
    const type = typeof initial === "string" ? initial : initial.type;
    const local = new Local(type, this.#declare(type));
    // Also where it is 0: what stands in a loop comes here again.
    if (typeof initial === "string") this.#write(local, zeros[type]());
    else this.set(local, initial);
    return local;
  }

  #declare(type: ValueType): number {
    return this.#parameterCount + this.#types.push(type) - 1;
  }

  set<T extends ValueType>(local: Local<T>, value: Value<T>): void {
    this.#write(local, value);
  }

  #write(local: Local, value: Value): void {
    value.emit(this);
    this.code.byte(0x21);
    this.code.unsigned(local.index);
  }

  /** Writes a value to memory. */
  store(at: Operand<"i32">, value: Value, offset = 0): void {
    address(at).emit(this);
    value.emit(this);
    writeOpcode(this.code, stores[value.type]);
    for (const immediate of memoryAt(offset)) this.code.unsigned(immediate);
  }

  /** Copies bytes within the memory; the two places may overlap. */
  copy(to: Operand<"i32">, from: Operand<"i32">, bytes: Operand<"i32">): void {
    for (const operand of [to, from, bytes]) address(operand).emit(this);
    writeOpcode(this.code, 0xfc000a);
    this.code.unsigned(0);
    this.code.unsigned(0);
  }

  /** Sets bytes of the memory to a value of 0 to 255. */
  fill(at: Operand<"i32">, value: Operand<"i32">, bytes: Operand<"i32">): void {
    for (const operand of [at, value, bytes]) address(operand).emit(this);
    writeOpcode(this.code, 0xfc000b);
    this.code.unsigned(0);
  }

  /** Evaluates and drops the result, if there is one. */
  run(statement: Statement): void {
    statement.emit(this);
    if (statement instanceof Value) this.code.byte(0x1a);
  }

  if(condition: Operand<"i32">, then: () => void, otherwise?: () => void): void {
    scalar("i32", condition).emit(this);
    this.#nest(0x04, () => {
      then();
      if (otherwise !== undefined) {
        this.code.byte(0x05);
        otherwise();
      }
    });
  }

  /** What stands behind it is reached by `branch(exit)` or at its end. */
  block(body: (exit: Label) => void): void {
    this.#nest(0x02, body);
  }

  /** Ends at its end; `branch(again)` goes back to its start. */
  loop(body: (again: Label) => void): void {
    this.#nest(0x03, body);
  }

  #nest(opcode: number, body: (label: Label) => void): void {
    this.code.byte(opcode);
    this.code.byte(noResult);
    this.#depth++;
    body({ depth: this.#depth });
    this.#depth--;
    this.code.byte(0x0b);
  }

  branch(label: Label, condition?: Operand<"i32">): void {
    if (condition !== undefined) scalar("i32", condition).emit(this);
    this.code.byte(condition === undefined ? 0x0c : 0x0d);
    this.code.unsigned(this.#depth - label.depth);
  }

  /** The condition is asked for twice: before the loop and at the end of each turn. */
  while(condition: () => Value<"i32">, body: () => void): void {
    this.if(condition(), () =>
      this.loop((again) => {
        body();
        this.branch(again, condition());
      }),
    );
  }

  /** Counts from `from` as long as it is below `to` (with signs). */
  for(from: Operand<"i32">, to: Operand<"i32">, step: number, body: (i: Local<"i32">) => void): void {
    const i = this.local(scalar("i32", from));
    const end = typeof to === "number" ? i32.const(to) : this.local(to);
    this.while(
      () => i32.ltS(i, end),
      () => {
        body(i);
        this.set(i, i32.add(i, step));
      },
    );
  }

  return(value?: Value): void {
    value?.emit(this);
    this.code.byte(0x0f);
  }

  constant(constant: VectorConstant): number {
    let known = this.#constants.get(constant.key);
    if (known === undefined) {
      known = { index: this.#declare("v128"), bytes: constant.bytes() };
      this.#constants.set(constant.key, known);
    }
    return known.index;
  }

  /** Appends the function as the code section holds it: locals, constants into theirs, the body. */
  finish(to: Writer): void {
    const head = new Writer();
    const runs: { type: ValueType; count: number }[] = [];
    for (const type of this.#types) {
      const last = runs.at(-1);
      if (last?.type === type) last.count++;
      else runs.push({ type, count: 1 });
    }
    head.unsigned(runs.length);
    for (const { type, count } of runs) {
      head.unsigned(count);
      head.byte(typeCodes[type]);
    }
    for (const { index, bytes } of this.#constants.values()) {
      writeOpcode(head, 0xfd000c);
      head.bytes(bytes);
      head.byte(0x21);
      head.unsigned(index);
    }
    to.unsigned(head.length + this.code.length + 1);
    to.bytes(head.written());
    to.bytes(this.code.written());
    to.byte(0x0b);
  }
}

const zeroVector = vectorConstant(new Float64Array(2));

const zeros: Readonly<Record<ValueType, () => Value>> = {
  i32: () => i32.const(0),
  i64: () => i64.const(0),
  f32: () => f32.const(0),
  f64: () => f64.const(0),
  v128: () => zeroVector,
};
