import { exp } from "@surprisal/kernels";
import { staysWithin } from "../accuracy.ts";
import * as reference from "../reference.ts";

staysWithin(exp, {
  single: Math.exp,
  double: reference.exp,
  range: [-745, 709.7],
  corners: [
    [0, 1],
    [-0, 1],
    [-Infinity, 0],
    [Infinity, Infinity],
    [1e4, Infinity],
    [-1e4, 0],
    [NaN, NaN],
  ],
});
