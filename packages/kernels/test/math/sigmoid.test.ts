import { sigmoid } from "@surprisal/kernels";
import { staysWithin } from "../accuracy.ts";
import * as reference from "../reference.ts";

staysWithin(sigmoid, {
  single: (x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))),
  double: reference.sigmoid,
  range: [-745, 745],
  corners: [
    [0, 0.5],
    [Infinity, 1],
    [-Infinity, 0],
    [1e4, 1],
    [-1e4, 0],
    [NaN, NaN],
  ],
});
