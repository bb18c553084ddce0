import type { Work } from "../harness/work.ts";
import { adamWork } from "./adam.ts";
import { binaryCrossEntropyWork } from "./binaryCrossEntropy.ts";
import { coldCompileWork } from "./coldCompile.ts";
import { compiledLossesWork } from "./compiledLosses.ts";
import { curvatureWork, newtonStepWork } from "./curvature.ts";
import { elementwiseWork } from "./elementwise.ts";
import { linearCrossEntropyWork } from "./linearCrossEntropy.ts";
import { logisticPassWork } from "./logisticPass.ts";
import { matrixProductWork } from "./matrixProduct.ts";
import { reductionsWork } from "./reductions.ts";
import { sparsePassWork } from "./sparsePass.ts";
import { softmaxCrossEntropyWork } from "./softmaxCrossEntropy.ts";
import { wholeFitWork } from "./wholeFit.ts";

/** All works, in the order in which they run. */
export const works: readonly Work[] = [
  softmaxCrossEntropyWork,
  compiledLossesWork,
  binaryCrossEntropyWork,
  matrixProductWork,
  curvatureWork,
  newtonStepWork,
  linearCrossEntropyWork,
  logisticPassWork,
  sparsePassWork,
  wholeFitWork,
  adamWork,
  reductionsWork,
  elementwiseWork,
  coldCompileWork,
];
