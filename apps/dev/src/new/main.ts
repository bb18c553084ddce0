import { root } from "../source.ts";
import { newLoss } from "./loss.ts";

const [kind, name, target, ...more] = process.argv.slice(2).filter((argument) => argument !== "--");
if (kind !== "loss" || name === undefined || more.length > 0) {
  console.error("Usage: pnpm new loss NAME [classes | real]");
  process.exitCode = 2;
} else {
  try {
    for (const path of await newLoss(root, name, target)) console.log(`wrote ${path}`);
    console.log("Now write what it is; then: pnpm --filter @surprisal/losses test, and npm test before you send it.");
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
