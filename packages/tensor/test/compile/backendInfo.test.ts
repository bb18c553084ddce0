import { supports } from "@surprisal/kernels";
import { backendInfo } from "@surprisal/tensor/compile";
import { expect, it, vi } from "vitest";

it("tells the form that programs take, and passes on what kernels tell", () => {
  // Programs are kept; this one is not known yet.
  const simd = vi.spyOn(supports, "simd", "get").mockReturnValue(false);
  expect(backendInfo()).toMatchObject({ form: "javascript", simd: false, notes: ["simd: the engine has none"] });
  simd.mockRestore();
  // What was compiled stays, whatever comes.
  expect(backendInfo()).toMatchObject({ simd: true, threads: 1 });
});
