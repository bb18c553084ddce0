// From the ground up. Bundlers keep the order, and like stands by like in what is compressed.
export type { FunctionBuilder, Label } from "./assembler/functionBuilder.ts";
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
export { i32x4, i64x2, v128 } from "./assembler/vectors.ts";
export { vectorConstant } from "./assembler/constants.ts";
export {
  compile,
  createMemory,
  type Exports,
  instantiate,
  type Memory,
  type MemoryLimits,
  type Module,
} from "./assembler/webAssembly.ts";
export type { ArrayType, Block } from "./memory/block.ts";
export { allocate, isInKernelMemory, kernelMemory, kernelMemoryImport } from "./memory/kernelMemory.ts";
export { blankBuffer, copyNumbers } from "./memory/nodeBuffers.ts";
export { Scratch } from "./memory/scratch.ts";
export { inTurn, type Turns } from "./threads/inTurn.ts";
export type { KernelRange, KernelStep } from "./threads/job.ts";
export { ThreadedModule } from "./threads/threadedModule.ts";
export { runParallel, startThreads, stopThreads, type ThreadOptions, threadSlots } from "./threads/threads.ts";
export { adamStep, type AdamStep } from "./arrays/adamStep.ts";
export { elementwise } from "./arrays/elementwise.ts";
export { max, min } from "./arrays/extremes.ts";
export { momentumStep, type MomentumStep } from "./arrays/momentumStep.ts";
export { dot, norm, sum } from "./arrays/sums.ts";
export type { CompressedRows } from "./linear/compress.ts";
export { denseRows } from "./linear/denseRows.ts";
export type { FloatType, RowOptions } from "./linear/rowOptions.ts";
export { sparseRows } from "./linear/sparseRows.ts";
export type {
  CurvatureBlock,
  CurvatureKernel,
  LinearMap,
  LinearRows,
  LossBlock,
  LossKernel,
  RowBlock,
} from "./linear/linearRows.ts";
export { blockDepth as matrixBlockDepth } from "./matmul/operands.ts";
export type { MatrixProduct } from "./matmul/matrixProduct.ts";
export { multiplyMatrices } from "./matmul/multiplyMatrices.ts";
export { symmetricRankUpdate, type SymmetricRankUpdate } from "./matmul/symmetricRankUpdate.ts";
export { cholesky, type CholeskyOptions } from "./cholesky/cholesky.ts";
export { solveTriangular, type TriangularOptions } from "./cholesky/solveTriangular.ts";
export { atan } from "./math/atan.ts";
export { erf } from "./math/erf.ts";
export { exp, expNonPositive } from "./math/exp.ts";
export { expm1 } from "./math/expm1.ts";
export { div0, mul0, xlogy } from "./math/guarded.ts";
export { lgamma } from "./math/lgamma.ts";
export { log } from "./math/log.ts";
export { log1p, log1pOfUnit } from "./math/log1p.ts";
export { logAddExp } from "./math/logAddExp.ts";
export { guardedPower, pow } from "./math/pow.ts";
export { sigmoid } from "./math/sigmoid.ts";
export { sign } from "./math/signs.ts";
export { logSigmoid, softplus } from "./math/softplus.ts";
export { tanh } from "./math/tanh.ts";
export { type BackendInfo, backendInfo } from "./backendInfo.ts";
