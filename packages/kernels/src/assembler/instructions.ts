import { type Kind, type OperandOf, valueOf } from "./constants.ts";
import { type Operand, operation, type Value, type ValueType } from "./value.ts";

/** The opcode of a vector instruction, which all have the prefix 0xfd. */
export const simd = (opcode: number): number => 0xfd0000 + opcode;

/** The instruction that has an opcode: what it makes of operands of some kinds. */
export const instruction =
  <R extends ValueType, const P extends readonly Kind[]>(result: R, opcode: number, ...kinds: P) =>
  (...operands: { [I in keyof P]: OperandOf<P[I]> }): Value<R> =>
    operation(
      result,
      opcode,
      kinds.map((kind, n) => valueOf(kind, operands[n] as Operand<ValueType>)),
    );

/** Behind the opcode of a load or store: no alignment is promised, any address will do. */
export const memoryAt = (offset: number): readonly number[] => [0, offset];

export const load =
  <T extends ValueType>(type: T, opcode: number) =>
  (at: Operand<"i32">, offset = 0): Value<T> =>
    operation(type, opcode, [valueOf("i32", at)], memoryAt(offset));

type Words<S extends string> = S extends `${infer First} ${infer Rest}` ? First | Words<Rest> : S;

/** Instructions by their names, separated by spaces. Their opcodes are given, or follow each other. */
export function named<S extends string, M>(
  names: S,
  opcodes: number | readonly number[],
  make: (opcode: number) => M,
): Readonly<Record<Words<S>, M>> {
  const entries = names
    .split(" ")
    .map((name, n) => [name, make(typeof opcodes === "number" ? opcodes + n : (opcodes[n] as number))]);
  return Object.fromEntries(entries) as Record<Words<S>, M>;
}
