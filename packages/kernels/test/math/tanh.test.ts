import { tanh } from "@surprisal/kernels";
import { staysWithin } from "../accuracy.ts";
import * as reference from "../reference.ts";

staysWithin(tanh, {
  single: Math.tanh,
  double: reference.tanh,
  range: [-400, 400],
  corners: [
    [0, 0],
    [-0, -0],
    [Infinity, 1],
    [-Infinity, -1],
    [1e4, 1],
    [-1e4, -1],
    [NaN, NaN],
  ],
});
