import { declareClassPlugin, PluginKind } from "@stryker-mutator/api/plugin";
import { BundledTestRunner } from "./bundledTestRunner.ts";

/** Found by Stryker under this name. */
export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, "bundled", BundledTestRunner)];
