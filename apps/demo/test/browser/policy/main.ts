import { compileLoss, fuse } from "@surprisal/contract/compile";
import { crossEntropy } from "@surprisal/losses";
import { grad, type Tensor } from "@surprisal/tensor";
import { classes, logits, type Shown } from "./example.ts";

// Runs when the page loads: what a test evaluates in a page is not held to its policy.

const fused = fuse(crossEntropy);
const shown: Shown = {
  form: compileLoss(crossEntropy, "classes", 3).form,
  value: fused.mean(logits, classes).item(),
  gradient: Array.from(grad((z: Tensor) => fused.mean(z, classes))(logits).data),
};
document.querySelector("output")?.append(JSON.stringify(shown));
