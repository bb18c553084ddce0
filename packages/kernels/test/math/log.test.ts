import { log } from "@surprisal/kernels";
import { staysWithin } from "../accuracy.ts";
import * as reference from "../reference.ts";

staysWithin(log, {
  single: Math.log,
  double: reference.log,
  range: [5e-324, 1.7e308],
  corners: [
    [1, 0],
    [0, -Infinity],
    [-0, -Infinity],
    [-1, NaN],
    [-1e-45, NaN],
    [-Infinity, NaN],
    [Infinity, Infinity],
    [NaN, NaN],
  ],
});
