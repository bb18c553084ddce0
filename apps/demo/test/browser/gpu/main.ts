import { wgslRunner, type WgslProgram } from "@surprisal/tensor/compile";

/** A shader and what it is to be run on. */
export interface GpuTask {
  readonly program: WgslProgram;
  readonly count: number;
  readonly inputs: readonly (readonly number[])[];
}

/** What came of a task. JSON has no NaN and no Infinity: they are null. */
export type GpuResult = readonly (readonly number[])[] | { readonly error: string };

declare global {
  // Declared so, it is a property of the page.
  var runOnGpu: (tasks: readonly GpuTask[]) => Promise<readonly GpuResult[]>;
}

const adapter = await navigator.gpu.requestAdapter();
if (!adapter) throw new Error("This browser offers no WebGPU adapter.");
const device = await adapter.requestDevice();

globalThis.runOnGpu = (tasks) =>
  Promise.all(
    tasks.map(async ({ count, inputs, program }) => {
      try {
        const outputs = await (await wgslRunner(device, program))(count, inputs);
        return outputs.map((numbers) => Array.from(numbers));
      } catch (error) {
        return { error: String(error) };
      }
    }),
  );
document.querySelector("output")?.append(adapter.info.architecture);
