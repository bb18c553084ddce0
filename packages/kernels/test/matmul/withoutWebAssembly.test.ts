import { expect, it, vi } from "vitest";
import { multiplyMatrices, supports } from "@surprisal/kernels";

it("says that there is no WebAssembly, and leaves the result as it was", () => {
  vi.spyOn(supports, "simd", "get").mockReturnValue(false);
  const c = Float64Array.of(7);
  expect(() => multiplyMatrices(Float64Array.of(1), Float64Array.of(2), c, { rows: 1, inner: 1, columns: 1 })).toThrow(
    "multiplyMatrices: there is no WebAssembly, expected an engine and a page that allow it",
  );
  expect(c[0]).toBe(7);
});
