import { declareFactoryPlugin, PluginKind } from "@stryker-mutator/api/plugin";
import { quick, type Selection, withLaws } from "../tests.ts";
import { BundledTestRunner } from "./bundledTestRunner.ts";

const of = (selection: Selection): { (): BundledTestRunner; inject: [] } =>
  Object.assign(() => new BundledTestRunner(selection), { inject: [] as [] });

/** Found by Stryker under these names. */
export const strykerPlugins = [
  declareFactoryPlugin(PluginKind.TestRunner, "bundled", of(quick)),
  declareFactoryPlugin(PluginKind.TestRunner, "bundledWithLaws", of(withLaws)),
];
