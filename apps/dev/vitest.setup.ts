import * as fc from "fast-check";

// Property tests draw anew in each run, unless a seed is given: then a run can be repeated.
const { SURPRISAL_SEED } = process.env;
if (SURPRISAL_SEED !== undefined && SURPRISAL_SEED !== "random") fc.configureGlobal({ seed: Number(SURPRISAL_SEED) });
