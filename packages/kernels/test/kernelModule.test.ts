import { afterEach, expect, it, vi } from "vitest";
import type { ModuleBuilder } from "@surprisal/kernels";
import { supports } from "../src/assembler/supports.ts";
import { kernelModule } from "../src/kernelModule.ts";

afterEach(() => vi.restoreAllMocks());

it("is made once for each name, fused where there is that and the same bits are not asked for", () => {
  const relaxed = vi.spyOn(supports, "relaxed", "get").mockReturnValue(true);
  const write = vi.fn<(module: ModuleBuilder) => void>();
  const own = new Map();
  const module = (name: string, deterministic: boolean) => kernelModule(name, deterministic, write, own);
  expect(module("one", false)).toBe(module("one", false));
  expect(module("one", true)).not.toBe(module("one", false));
  expect(module("two", true)).not.toBe(module("one", true));
  relaxed.mockReturnValue(false);
  expect(module("one", false)).toBe(module("one", true));
  expect(write).toHaveBeenCalledTimes(3);
});
