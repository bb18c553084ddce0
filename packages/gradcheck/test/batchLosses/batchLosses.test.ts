import { describe, test } from "vitest";
import { lawsOfBatchLoss } from "../../src/index.ts";
import * as sound from "./sound.ts";

describe.each([
  ["variance", lawsOfBatchLoss(sound.variance, sound.ofVariance)],
  ["contrastive", lawsOfBatchLoss(sound.contrastive, { ...sound.ofContrastive, variants: [{ temperature: 0.5 }] })],
  ["surprisal", lawsOfBatchLoss(sound.surprisal, sound.ofSurprisal)],
])("%s", (_, checks) => {
  for (const { name, check } of checks) test(name, check);
});
