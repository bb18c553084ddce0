import type { Writer } from "./writer.ts";

/** In the order of the bytes that stand for them. */
export const valueTypes = ["i32", "i64", "f32", "f64", "v128"] as const;
export type ValueType = (typeof valueTypes)[number];

/** The byte that stands for a type. */
export const typeCode = (type: ValueType): number => 0x7f - valueTypes.indexOf(type);

/** What a tree is written to: the body of a function. */
export interface Body {
  readonly code: Writer;
  /** May products and sums be fused, and differ from machine to machine? */
  readonly relaxed: boolean;
  /** Appends what reads a vector constant of 16 bytes. */
  constant(bytes: Uint8Array): void;
}

/** What can be written to a body: a value, or the call of a function without a result. */
export interface Statement {
  readonly emit: (body: Body) => void;
}

/** A typed expression; it is evaluated where the statement stands that takes it. */
export class Value<T extends ValueType = ValueType> implements Statement {
  readonly type: T;
  readonly emit: (body: Body) => void;

  constructor(type: T, emit: (body: Body) => void) {
    this.type = type;
    this.emit = emit;
  }
}

/** A value, or a number that becomes a constant (of all lanes, where the operation works on lanes). */
export type Operand<T extends ValueType> = Value<T> | number;

/** A variable of a function. */
export class Local<T extends ValueType = ValueType> extends Value<T> {
  readonly index: number;

  constructor(type: T, index: number) {
    super(type, ({ code }) => code.instruction(0x20, [index]));
    this.index = index;
  }
}

/** Writes operands, then the instruction on them. */
export function write(
  body: Body,
  opcode: number,
  operands: readonly Value[],
  immediates: readonly number[] = [],
): void {
  for (const operand of operands) operand.emit(body);
  body.code.instruction(opcode, immediates);
}

/** The result of an instruction on operands. */
export function operation<T extends ValueType>(
  type: T,
  opcode: number,
  operands: readonly Value[],
  immediates?: readonly number[],
): Value<T> {
  let used = false;
  return new Value(type, (body) => {
    // A second use would compute it a second time, perhaps from variables that have changed.
    if (used) throw new Error(`Value: an operation (${type}) is used twice, expected once; keep it in a local`);
    used = true;
    write(body, opcode, operands, immediates);
  });
}
