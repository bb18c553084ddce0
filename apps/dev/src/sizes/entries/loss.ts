// What a page that trains with one loss carries; `checks.ts` puts the name of a loss in the place of crossEntropy.
import { crossEntropy } from "@surprisal/losses";
import { grad, type Tensor } from "@surprisal/tensor";

export const slope = grad((z: Tensor) => crossEntropy.mean(z, [1]));
