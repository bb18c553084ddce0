import { supports } from "@surprisal/kernels";
import { afterEach, expect, test, vi } from "vitest";
import { multiply } from "../../../../src/vocabulary/linear/product/multiply.ts";
import { withRoom } from "../../../../src/vocabulary/linear/product/room.ts";

afterEach(() => vi.restoreAllMocks());

const scattered = (length: number): Float64Array => Float64Array.from({ length }, (_, i) => Math.sin(i * i + 1));

test("loops give what the kernel does, whatever lies how", () => {
  const simd = vi.spyOn(supports, "simd", "get");
  for (let code = 0; code < 16; code++) {
    const has = (bit: number): boolean => (code & bit) !== 0;
    const [transposeA, transposeB, accumulate, strides] = [has(1), has(2), has(4), has(8)];
    const own = { transposeA, transposeB, accumulate, ...(strides && { strideA: 6, strideB: 7, strideC: 5 }) };
    const product = { rows: 3, inner: 4, columns: 5, ...own };
    // As long as rows of these strides need at least.
    const [a, b] = [
      scattered(strides ? (transposeA ? 3 * 6 + 3 : 2 * 6 + 4) : 12),
      scattered(strides ? (transposeB ? 4 * 7 + 4 : 3 * 7 + 5) : 20),
    ];
    const results = [true, false].map((hasWebAssembly) => {
      simd.mockReturnValue(hasWebAssembly);
      const c = scattered(15);
      multiply(a, b, c, product);
      return c;
    });
    const [kernel, loops] = results as [Float64Array, Float64Array];
    kernel.forEach((each, i) => expect(loops[i]).toBeCloseTo(each, 14));
  }
});

test("there is room on a page without WebAssembly, and what was taken is given back", () => {
  const extents = { few: [Float32Array, 3], none: [Float64Array, 0] } as const;
  const addresses = [1, 2].map(() => withRoom(extents, (room) => [room().few.length, room().few.byteOffset]));
  expect(addresses[0]).toEqual(addresses[1]);
  vi.spyOn(supports, "simd", "get").mockReturnValue(false);
  expect(withRoom(extents, (room) => [room().few.length, room().few.byteOffset])).toEqual([3, 0]);
});
