import { wgslRunner, type GpuDevice, type WgslProgram } from "@surprisal/tensor/compile";

/** A shader and what it is to be run on. */
export interface GpuTask {
  readonly program: WgslProgram;
  readonly count: number;
  readonly inputs: readonly (readonly number[])[];
  /** How many workgroups may run at once. Default as many as the device takes. */
  readonly workgroups?: number;
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

/** The device, as if it took no more workgroups. */
const limited = (workgroups: number): GpuDevice =>
  new Proxy<GpuDevice>(device, {
    get: (_, name: keyof GpuDevice) => {
      if (name === "limits") return { maxComputeWorkgroupsPerDimension: workgroups };
      const own = device[name];
      return typeof own === "function" ? own.bind(device) : own;
    },
  });

globalThis.runOnGpu = (tasks) =>
  Promise.all(
    tasks.map(async ({ count, inputs, program, workgroups }) => {
      try {
        const runner = await wgslRunner(workgroups === undefined ? device : limited(workgroups), program);
        const outputs = await runner(count, inputs);
        return outputs.map((numbers) => Array.from(numbers));
      } catch (error) {
        return { error: String(error) };
      }
    }),
  );
document.querySelector("output")?.append(adapter.info.architecture);
