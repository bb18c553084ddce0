export { recommend } from "./recommend.ts";
export type { Recommendation } from "./recommend.ts";
export type { Question, Task } from "./question.ts";
