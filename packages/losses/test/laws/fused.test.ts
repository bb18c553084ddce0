import { fuse } from "@surprisal/contract/compile";
import { lawsOfLoss } from "@surprisal/gradcheck";
import { binaryCrossEntropy, crossEntropy, softmaxFocal, squaredError } from "../../src/index.ts";
import { testLaws } from "./testLaws.ts";

// A fused loss is a loss like any other: all laws hold for it.
testLaws({
  crossEntropy: lawsOfLoss(fuse(crossEntropy), { minimumAtTarget: true }),
  binaryCrossEntropy: lawsOfLoss(fuse(binaryCrossEntropy), { variants: [{ positiveWeight: 3 }] }),
  squaredError: lawsOfLoss(fuse(squaredError), { minimumAtTarget: true }),
  softmaxFocal: lawsOfLoss(fuse(softmaxFocal), { float32Factor: 3, variants: [{ gamma: 0.5 }] }),
});
