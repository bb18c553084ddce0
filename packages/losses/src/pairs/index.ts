export { cosineSimilarities } from "./cosineSimilarities.ts";
export { cosineSimilarity } from "./cosineSimilarity.ts";
export { distance } from "./distance.ts";
export type { DistanceOptions } from "./distance.ts";
