import { erf, f64x2 } from "@surprisal/kernels";
import { staysWithin } from "../accuracy.ts";
import { elementwise } from "../elementwise.ts";
import * as reference from "../reference.ts";

const double = elementwise(erf, f64x2);

staysWithin(erf, {
  // Held to 300 digits itself, below.
  single: (x) => double(Float64Array.of(x))[0] as number,
  double: reference.erf,
  range: [-7, 7],
  corners: [
    [0, 0],
    [-0, -0],
    [Infinity, 1],
    [-Infinity, -1],
    [1e4, 1],
    [NaN, NaN],
  ],
});
