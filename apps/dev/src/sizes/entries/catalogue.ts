import * as losses from "@surprisal/losses";

export const names = Object.values(losses).map(({ lossName }) => lossName);
