import { batch } from "./functions/batch.ts";
import type { GoldenFunction } from "./functions/calls.ts";
import { core } from "./functions/core.ts";
import { margin } from "./functions/margin.ts";
import { regression } from "./functions/regression.ts";
import { robust } from "./functions/robust.ts";
import { scores } from "./functions/scores.ts";
import { vocabulary } from "./functions/vocabulary.ts";

/** The functions of the files that exist here, under the files' names. */
export const functions: ReadonlyMap<string, GoldenFunction> = new Map([
  ...core,
  ...margin,
  ...regression,
  ...robust,
  ...scores,
  ...vocabulary,
  ...batch,
]);
