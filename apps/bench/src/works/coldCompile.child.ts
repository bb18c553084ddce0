import { compileLoss } from "@surprisal/contract/compile";
import { crossEntropy } from "@surprisal/losses";
import { processClock, timed } from "../harness/clock.ts";

// In a process of its own: the first loss that is compiled there, to the form of the argument, and its first run on two rows.
// The harness names no other.
const form = process.argv[2] as "wasm" | "javascript" | "interpreter";
const [values, gradient] = [new Float64Array(2), new Float64Array(6)];
const spent = await timed(processClock, 1, () =>
  compileLoss(crossEntropy, "classes", 3, { form }).run(2, Float64Array.of(2, 1, 0, 0, 0, 0), [0, 2], values, gradient),
);
console.log(JSON.stringify({ spent, values: [...values], gradient: [...gradient] }));
