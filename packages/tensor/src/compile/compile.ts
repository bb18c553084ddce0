export { CompileError } from "./graph.ts";
export type { CompiledRows, FloatArray, RowForm, ProgramOptions, RowProgram } from "./compiledRows.ts";
export { elementHessianProgram, elementProgram, rowHessianProgram, rowProgram } from "./rowProgram.ts";
export { rowSource } from "./source.ts";
export type { SourceOptions } from "./source.ts";
export { rowTex } from "./tex.ts";
export type { TexOptions } from "./tex.ts";
export type { RowInput } from "./tracedRows.ts";
