import { expm1 } from "@surprisal/kernels";
import { staysWithin } from "../accuracy.ts";
import * as reference from "../reference.ts";

staysWithin(expm1, {
  single: Math.expm1,
  double: reference.expm1,
  range: [-800, 709.7],
  corners: [
    [0, 0],
    [-0, -0],
    [-Infinity, -1],
    [Infinity, Infinity],
    [1e4, Infinity],
    [-1e4, -1],
    [NaN, NaN],
  ],
});
