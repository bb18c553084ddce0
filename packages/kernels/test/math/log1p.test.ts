import { log1p, log1pOfUnit, type Generator, type Value } from "@surprisal/kernels";
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

const log1pOfBounded: Generator<readonly [Value<"v128">]> = (f, lanes, x) =>
  log1pOfUnit(f, lanes, lanes.pmin(lanes.pmax(x, 0), 1));

staysWithin(log1pOfBounded, {
  single: (x) => Math.log1p(Math.min(Math.max(x, 0), 1)),
  double: reference.log1p,
  range: [0, 1],
  corners: [
    [0, 0],
    [NaN, NaN],
  ],
});
