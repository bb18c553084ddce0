export { compileLoss } from "./compileLoss.ts";
export type { CompiledLoss } from "./compileLoss.ts";
export { fuse } from "./fuse.ts";
