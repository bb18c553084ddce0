import { root } from "../source.ts";
import { checkLadder } from "./check.ts";
import { describeLadder } from "./describe.ts";

const result = checkLadder(root);
console.log(describeLadder(result));
if (result.violations.length > 0) process.exitCode = 1;
