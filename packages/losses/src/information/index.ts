export { crossEntropy } from "./crossEntropy.ts";
export { entropy } from "./entropy.ts";
export { kullbackLeibler } from "./kullbackLeibler.ts";
export type { MeasureOptions } from "./unit.ts";
