import { ofCatalogue, ofKernels, ofLoss } from "./checks.ts";

/** What `pnpm sizes` and the tests hold bundles to, gzip; kB are 1000 bytes. */
export default [
  ofLoss("binaryCrossEntropy", "8 kB"),
  ofLoss("crossEntropy", "8 kB"),
  ofLoss("softmaxFocal", "8 kB"),
  ofLoss("huber", "8 kB"),
  ofCatalogue("40 kB"),
  ofKernels("26.0 kB"),
];
