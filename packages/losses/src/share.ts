import {
  add,
  composed,
  defineBinary,
  div,
  div0,
  equal,
  mul0,
  neg,
  pick,
  sumOthers,
  type Tensor,
  where,
} from "@surprisal/tensor";
import { unmasked } from "./unmasked.ts";

/** a / (a + b), with rules that subtract nothing: those of the quotient lose all digits where a is nearly the whole. */
const ofBoth = defineBinary(
  "share",
  composed(
    (a: number, b: number) => (a === 0 ? 0 : 1 / (1 + b / a)),
    (a, b) => where(equal(a, 0), 0, div(1, add(1, div(b, a)))),
  ),
  [(t, _, a, b) => mul0(t, div0(div0(b, add(a, b)), add(a, b))), (t, y, a, b) => neg(mul0(t, div0(y, add(a, b))))],
  { result: "float" },
);

/** What the class of each row has of the sum of a row; masked classes have nothing, or, where it is their row, all. */
export const share = (values: Tensor, classes: Tensor, logits: Tensor): Tensor =>
  ofBoth(pick(values, classes), pick(sumOthers(unmasked(values, logits)), classes));
