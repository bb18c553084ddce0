import { log1p } from "@surprisal/kernels";
import { staysWithin } from "../accuracy.ts";
import * as reference from "../reference.ts";

staysWithin(log1p, {
  single: Math.log1p,
  double: reference.log1p,
  range: [-0.9999999999999999, 1.7e308],
  corners: [
    [0, 0],
    [-0, -0],
    [-1, -Infinity],
    [-2, NaN],
    [-Infinity, NaN],
    [Infinity, Infinity],
    [NaN, NaN],
  ],
});
