import { ShapeError, SurprisalError } from "../core/errors.ts";
import type { WgslBinding, WgslProgram } from "./wgslProgram.ts";

/** What is used of a buffer of WebGPU. */
export interface GpuBuffer {
  readonly size: number;
  mapAsync(mode: number): Promise<unknown>;
  getMappedRange(): ArrayBuffer;
  destroy(): void;
}

interface GpuPass {
  setPipeline(pipeline: object): void;
  setBindGroup(index: number, group: object | null): void;
  dispatchWorkgroups(count: number): void;
  end(): void;
}

interface GpuEncoder {
  beginComputePass(): GpuPass;
  copyBufferToBuffer(from: GpuBuffer, fromOffset: number, to: GpuBuffer, toOffset: number, size: number): void;
  finish(): object;
}

/** What is used of a device of WebGPU: any `GPUDevice` will do. */
export interface GpuDevice {
  readonly limits: { readonly maxComputeWorkgroupsPerDimension: number };
  readonly queue: {
    writeBuffer(buffer: GpuBuffer, offset: number, data: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>): void;
    submit(commands: object[]): void;
  };
  createShaderModule(descriptor: { code: string }): object;
  createComputePipelineAsync(descriptor: object): Promise<{ getBindGroupLayout(index: number): object }>;
  createBuffer(descriptor: { size: number; usage: number }): GpuBuffer;
  createBindGroup(descriptor: object): object;
  createCommandEncoder(): GpuEncoder;
  pushErrorScope(filter: "validation" | "out-of-memory"): void;
  popErrorScope(): Promise<{ readonly message: string } | null>;
}

/** Runs a shader over `count` rows: the outputs, in their order. */
export type WgslRun = (count: number, inputs: readonly ArrayLike<number>[]) => Promise<Float32Array[]>;

// Bits of GPUBufferUsage, and of GPUMapMode.
const usage = { read: 0x1, from: 0x4, to: 0x8, uniform: 0x40, storage: 0x80, map: 0x1 };

/**
 * Compiles a shader for a device, to be run on arrays. Buffers are made for each run and given back after it.
 *
 * @param device - a device of WebGPU.
 * @param program - what `rowWgsl` printed.
 * @returns the shader to run: numbers in, a promise of float32 arrays out. That rejects with a ShapeError for an input that is too short,
 * and with a SurprisalError for what the device refuses.
 * @example
 * const program = rowWgsl((x) => square(x), [{ form: "number", dtype: "float32" }])
 * const squares = async (device: GpuDevice) => (await wgslRunner(device, program))(2, [[3, 4]])
 * squares.length // → 1
 */
export async function wgslRunner(device: GpuDevice, program: WgslProgram): Promise<WgslRun> {
  const { bindings, code, rowsPerWorkgroup } = program;
  const module = device.createShaderModule({ code });
  const pipeline = await device.createComputePipelineAsync({ layout: "auto", compute: { module } });
  return async (count, inputs) => {
    checkInputs(bindings, count, inputs);
    if (count === 0) return bindings.filter(({ holds }) => holds === "output").map(() => new Float32Array());
    const workgroups = Math.min(Math.ceil(count / rowsPerWorkgroup), device.limits.maxComputeWorkgroupsPerDimension);
    device.pushErrorScope("validation");
    device.pushErrorScope("out-of-memory");
    const buffers = bindings.map((binding) => bufferFor(device, binding, count, workgroups, inputs));
    const outputs = buffers.filter((_, binding) => bindings[binding]?.holds === "output");
    const copies = outputs.map(({ size }) => device.createBuffer({ size, usage: usage.read | usage.to }));
    const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }));
    pass.dispatchWorkgroups(workgroups);
    pass.end();
    for (const [k, copy] of copies.entries())
      encoder.copyBufferToBuffer(outputs[k] as GpuBuffer, 0, copy, 0, copy.size);
    device.queue.submit([encoder.finish()]);
    // Both at once: another run may start meanwhile.
    const problems = Promise.all([device.popErrorScope(), device.popErrorScope()]);
    try {
      for (const problem of await problems) if (problem) throw new SurprisalError(`wgslRunner: ${problem.message}`);
      await Promise.all(copies.map((copy) => copy.mapAsync(usage.map)));
      return copies.map((copy) => new Float32Array(copy.getMappedRange().slice(0)));
    } finally {
      for (const buffer of [...buffers, ...copies]) buffer.destroy();
    }
  };
}

function checkInputs(bindings: readonly WgslBinding[], count: number, inputs: readonly ArrayLike<number>[]): void {
  for (const binding of bindings) {
    if (binding.holds !== "input") continue;
    const [length, size] = [inputs[binding.input]?.length ?? 0, count * binding.numbers];
    if (length < size)
      throw new ShapeError(`wgslRunner: inputs[${binding.input}] has ${length} numbers, expected ${size}`);
  }
}

function bufferFor(
  device: GpuDevice,
  binding: WgslBinding,
  count: number,
  workgroups: number,
  inputs: readonly ArrayLike<number>[],
): GpuBuffer {
  const filled = (data: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>, use: number): GpuBuffer => {
    const buffer = device.createBuffer({ size: data.byteLength, usage: use | usage.to });
    device.queue.writeBuffer(buffer, 0, data);
    return buffer;
  };
  const empty = (numbers: number): GpuBuffer =>
    device.createBuffer({ size: 4 * numbers, usage: usage.storage | usage.from });
  switch (binding.holds) {
    case "count":
      return filled(Int32Array.of(count), usage.uniform);
    case "input": {
      const numbers = inputs[binding.input] ?? [];
      return filled(binding.type === "f32" ? new Float32Array(numbers) : new Int32Array(numbers), usage.storage);
    }
    case "output":
      return empty(count * binding.numbers);
    case "scratch":
      return empty(workgroups * binding.numbers);
  }
}
