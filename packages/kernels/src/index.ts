export { FunctionBuilder, type Label } from "./assembler/functionBuilder.ts";
export { f32x4, f64x2, type Lanes } from "./assembler/lanes.ts";
export {
  type Generator,
  ModuleBuilder,
  type ModuleFunction,
  type ModuleOptions,
  type Signature,
} from "./assembler/moduleBuilder.ts";
export { f32, f64, i32, i64, select, tee } from "./assembler/scalars.ts";
export { supports } from "./assembler/supports.ts";
export type { Local, Operand, Statement, Value, ValueType } from "./assembler/value.ts";
export { i32x4, i64x2, v128, vectorConstant } from "./assembler/vectors.ts";
export {
  compile,
  createMemory,
  type Exports,
  instantiate,
  type Memory,
  type MemoryLimits,
  type Module,
} from "./assembler/webAssembly.ts";
export { exp, expNonPositive } from "./math/exp.ts";
export { expm1 } from "./math/expm1.ts";
export { log } from "./math/log.ts";
export { log1p } from "./math/log1p.ts";
