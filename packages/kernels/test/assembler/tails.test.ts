import { expect, it } from "vitest";
import { createMemory, exp, f32x4, f64x2, i32, ModuleBuilder } from "@surprisal/kernels";

// y = exp(x) of any number of elements at any address, the last vector blended with what stands in its place.
it.each([f32x4, f64x2])("every length from 0 to 67 and every alignment, $name", (lanes) => {
  const module = new ModuleBuilder({ memory: {} });
  module.function("run", { parameters: ["i32", "i32", "i32"], export: true }, (f, x, y, length) => {
    f.while(
      () => i32.gtS(length, 0),
      () => {
        const before = f.local(lanes.load(y));
        const after = f.local(exp(f, lanes, lanes.load(x)));
        f.store(y, lanes.select(lanes.firstLanes(length), after, before));
        f.set(x, i32.add(x, 16));
        f.set(y, i32.add(y, 16));
        f.set(length, i32.sub(length, lanes.count));
      },
    );
  });
  const memory = createMemory({ minimum: 1 });
  const { run } = module.instantiate(memory);
  const [inputs, outputs] = [new Uint8Array(memory.buffer, 0, 1024), new Uint8Array(memory.buffer, 1024, 1024)];
  const type = lanes.bytes === 4 ? Float32Array : Float64Array;
  const unit = lanes.bytes === 4 ? 2 ** -23 : 2 ** -52;
  for (let length = 0; length <= 67; length++) {
    const x = new type(Array.from({ length }, (_, i) => i / 7 - 4));
    for (let alignment = 0; alignment < 16; alignment++) {
      inputs.set(new Uint8Array(x.buffer), alignment);
      outputs.fill(0xaa);
      run!(alignment, 1024 + 15 - alignment, length);
      const bytes = outputs.slice(15 - alignment, 15 - alignment + x.byteLength);
      const found = new type(bytes.buffer);
      for (let i = 0; i < length; i++) {
        const expected = Math.exp(x[i] as number);
        expect(Math.abs((found[i] as number) - expected)).toBeLessThanOrEqual(unit * expected);
      }
      const around = [...outputs.subarray(0, 15 - alignment), ...outputs.subarray(15 - alignment + x.byteLength)];
      expect(around.every((byte) => byte === 0xaa)).toBe(true);
    }
  }
});
