import { backendInfo, supports } from "@surprisal/kernels";
import { afterEach, expect, it, vi } from "vitest";

afterEach(() => vi.restoreAllMocks());

it("tells what Node has", () => {
  expect(backendInfo()).toEqual({
    webAssembly: true,
    simd: true,
    relaxedSimd: supports.relaxed,
    sharedMemory: true,
    threads: 1,
    notes: supports.relaxed ? [] : ["relaxedSimd: the engine has none"],
  });
});

it("tells in the engine's words why there is no WebAssembly", () => {
  vi.spyOn(supports, "simd", "get").mockReturnValue(false);
  expect(backendInfo().notes).toEqual(["simd: the engine has none"]);
  // The library of the DOM declares it, which packages for Node as well do without.
  const { WebAssembly } = globalThis as unknown as { WebAssembly: { Module: () => void } };
  vi.spyOn(WebAssembly, "Module").mockImplementation(function refuse() {
    throw new Error("WebAssembly.Module(): Wasm code generation disallowed by embedder");
  });
  expect(backendInfo()).toMatchObject({
    webAssembly: false,
    simd: false,
    threads: 1,
    notes: ["webAssembly: WebAssembly.Module(): Wasm code generation disallowed by embedder"],
  });
});
