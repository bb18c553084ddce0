export { compileLoss } from "./compileLoss.ts";
export type { CompiledLoss } from "./compileLoss.ts";
export { fuse } from "./fuse.ts";
export type { FusedLoss } from "./fuse.ts";
export { toSource } from "./toSource.ts";
export type { ToSourceOptions } from "./toSource.ts";
export { toTex } from "./toTex.ts";
export type { ToTexOptions } from "./toTex.ts";
