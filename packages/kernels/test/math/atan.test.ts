import { atan } from "@surprisal/kernels";
import { staysWithin } from "../accuracy.ts";
import * as reference from "../reference.ts";

staysWithin(atan, {
  single: Math.atan,
  double: reference.atan,
  range: [-1e300, 1e300],
  corners: [
    [0, 0],
    [-0, -0],
    [Infinity, Math.PI / 2],
    [-Infinity, -Math.PI / 2],
    [NaN, NaN],
  ],
});
