import { defineConfig, mergeConfig } from "vitest/config";
import shared from "../vitest.config.ts";
import { quick, root } from "./tests.ts";

/** The same tests in vitest's own runner. */
export default mergeConfig(
  shared,
  defineConfig({
    root,
    test: { include: [...quick.include], exclude: [...quick.exclude], isolate: false, reporters: ["dot"] },
  }),
);
