import * as losses from "@surprisal/losses";
import { ofLoss } from "./checks.ts";

/** The size of every loss on its own, for `pnpm sizes --config src/sizes/everyLoss.ts`. */
export default Object.values(losses).map(({ lossName }) => ofLoss(lossName, "10 kB"));
