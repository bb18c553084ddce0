import type { Writer } from "./writer.ts";

export type ValueType = "i32" | "i64" | "f32" | "f64" | "v128";

/** What a tree is written to: the body of a function. */
export interface Body {
  readonly code: Writer;
  /** May products and sums be fused, and differ from machine to machine? */
  readonly relaxed: boolean;
  /** Appends what reads a vector constant. */
  constant(constant: VectorConstant): void;
}

/** What can be written to a body: a value, or the call of a function without a result. */
export interface Statement {
  emit(body: Body): void;
}

/** A typed expression; it is evaluated where the statement stands that takes it. */
export abstract class Value<T extends ValueType = ValueType> implements Statement {
  readonly type: T;

  constructor(type: T) {
    this.type = type;
  }

  abstract emit(body: Body): void;
}

/** A value, or a number that becomes a constant (of all lanes, where the operation works on lanes). */
export type Operand<T extends ValueType> = Value<T> | number;

/** A variable of a function. */
export class Local<T extends ValueType = ValueType> extends Value<T> {
  readonly index: number;

  constructor(type: T, index: number) {
    super(type);
    this.index = index;
  }

  emit({ code }: Body): void {
    code.byte(0x20);
    code.unsigned(this.index);
  }
}

/** An instruction on operands. Opcodes above 255 carry their prefix in the upper half. */
export class Operation<T extends ValueType> extends Value<T> {
  readonly #opcode: number;
  readonly #operands: readonly Value[];
  readonly #immediates: readonly number[];
  #used = false;

  constructor(type: T, opcode: number, operands: readonly Value[], immediates: readonly number[] = []) {
    super(type);
    this.#opcode = opcode;
    this.#operands = operands;
    this.#immediates = immediates;
  }

  emit(body: Body): void {
    // A second use would compute it a second time, perhaps from variables that have changed.
    if (this.#used)
      throw new Error(`Value: an operation (${this.type}) is used twice, expected once; keep it in a local`);
    this.#used = true;
    for (const operand of this.#operands) operand.emit(body);
    writeOpcode(body.code, this.#opcode);
    for (const immediate of this.#immediates) body.code.unsigned(immediate);
  }
}

export function writeOpcode(code: Writer, opcode: number): void {
  if (opcode < 256) {
    code.byte(opcode);
  } else {
    code.byte(opcode >>> 16);
    code.unsigned(opcode & 0xffff);
  }
}

/** A constant of a scalar type. */
export class Constant<T extends "i32" | "i64" | "f32" | "f64"> extends Value<T> {
  readonly #value: number | bigint;

  constructor(type: T, value: number | bigint) {
    super(type);
    this.#value = value;
  }

  emit({ code }: Body): void {
    switch (this.type) {
      case "i32":
        code.byte(0x41);
        return code.signed(Number(this.#value));
      case "i64":
        code.byte(0x42);
        return code.signed64(BigInt(this.#value));
      case "f32":
        code.byte(0x43);
        return code.float32(Number(this.#value));
      case "f64":
        code.byte(0x44);
        return code.float64(Number(this.#value));
    }
  }
}

/** A constant of 128 bits. */
export class VectorConstant extends Value<"v128"> {
  /** Constants of one key are held once. */
  readonly key: unknown;
  /** The 16 bytes. */
  readonly bytes: () => Uint8Array;

  constructor(key: unknown, bytes: () => Uint8Array) {
    super("v128");
    this.key = key;
    this.bytes = bytes;
  }

  emit(body: Body): void {
    body.constant(this);
  }
}

type Three = readonly [Value<"v128">, Value<"v128">, Value<"v128">];

/** a·b + c or c − a·b: in one rounding where the module is relaxed, in two where not. */
export class MultiplyAdd extends Value<"v128"> {
  readonly #opcode: number;
  readonly #plain: (...operands: Three) => Value<"v128">;
  readonly #operands: Three;

  constructor(opcode: number, plain: (...operands: Three) => Value<"v128">, operands: Three) {
    super("v128");
    this.#opcode = opcode;
    this.#plain = plain;
    this.#operands = operands;
  }

  emit(body: Body): void {
    const fused = body.relaxed ? new Operation("v128", this.#opcode, this.#operands) : this.#plain(...this.#operands);
    fused.emit(body);
  }
}
