import { ModuleBuilder } from "./assembler/moduleBuilder.ts";
import { supports } from "./assembler/supports.ts";
import { compile } from "./assembler/webAssembly.ts";
import { threadState } from "./threads/threads.ts";

/** What kernels run in. */
export interface BackendInfo {
  /** Do the engine and the page allow WebAssembly? */
  readonly webAssembly: boolean;
  /** Does it have vectors? There are no kernels without. */
  readonly simd: boolean;
  /** Are products and sums fused, where a kernel need not be deterministic? */
  readonly relaxedSimd: boolean;
  /** Can threads share the kernels' memory? */
  readonly sharedMemory: boolean;
  /** How many threads run kernels: 1 before `startThreads`. */
  readonly threads: number;
  /** Why something is not used, a sentence each. */
  readonly notes: readonly string[];
}

/**
 * What was chosen at run time, and why: a line for a log, and an answer where something is slower than expected.
 *
 * @returns what is so now; `notes` is empty where nothing is missing.
 * @example
 * const { simd, threads } = backendInfo()
 * simd // → true
 * threads // → 1
 */
export function backendInfo(): BackendInfo {
  const { simd, relaxed: relaxedSimd, threads: sharedMemory } = supports;
  const { threads, trouble } = threadState();
  const refusal = refusalOfWebAssembly();
  const notes: string[] = [];
  if (refusal !== undefined) notes.push(`webAssembly: ${refusal}`);
  else if (!simd) notes.push("simd: the engine has none");
  else if (!relaxedSimd) notes.push("relaxedSimd: the engine has none");
  if (trouble !== undefined) notes.push(`threads: ${trouble}`);
  return { webAssembly: refusal === undefined, simd, relaxedSimd, sharedMemory, threads, notes };
}

function refusalOfWebAssembly(): string | undefined {
  try {
    compile(new ModuleBuilder().bytes());
    return undefined;
  } catch (error) {
    // An engine's own words name the policy, if it is one.
    return (error as Error).message;
  }
}
