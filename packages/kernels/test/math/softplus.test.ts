import { logSigmoid, softplus } from "@surprisal/kernels";
import { staysWithin } from "../accuracy.ts";
import * as reference from "../reference.ts";

staysWithin(softplus, {
  single: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  double: reference.softplus,
  range: [-745, 1e6],
  corners: [
    [0, Math.LN2],
    [Infinity, Infinity],
    [-Infinity, 0],
    [1e4, 1e4],
    [-1e4, 0],
    [NaN, NaN],
  ],
});

staysWithin(logSigmoid, {
  single: (x) => -(Math.max(-x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
  double: reference.logSigmoid,
  range: [-1e6, 745],
  corners: [
    [0, -Math.LN2],
    [Infinity, -0],
    [-Infinity, -Infinity],
    [1e4, -0],
    [-1e4, -1e4],
    [NaN, NaN],
  ],
});
