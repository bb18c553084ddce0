import { allocate } from "@surprisal/kernels";
import { describe, expect, test } from "vitest";
import {
  add,
  defineUnary,
  exp,
  full,
  grad,
  hvp,
  jvp,
  mul,
  normal,
  generator,
  ParameterError,
  reshape,
  scope,
  square,
  sub,
  sum,
  SurprisalError,
  tensor,
  valueAndGrad,
  zeros,
  type Tensor,
} from "../../src/index.ts";

const ended = new SurprisalError("tensor: its scope has ended");
/** Of arrays on both sides of the size from which they lie in the kernels' memory. */
const sizes = [3, 5000];

/** What is free of the kernels' memory, told by where the next block would lie. */
function nextOffset(): number {
  const block = allocate(64);
  block.free();
  return block.offset;
}

describe.each(sizes)("%i elements", (size) => {
  const x = normal([size], generator(1));

  test("what is returned lives on, and nothing else", () => {
    let inside: Tensor | undefined;
    const result = scope(() => {
      inside = exp(x);
      return { sums: [add(inside, x)], name: "sums", nothing: null };
    });
    expect(result.sums[0]?.toArray()).toEqual(add(exp(x), x).toArray());
    expect(result.name).toBe("sums");
    for (const use of [() => inside?.data, () => inside?.toArray(), () => add(inside as Tensor, 1)])
      expect(use).toThrow(ended);
    expect(x.data.length).toBe(size);
  });

  test("what an inner scope returns lives as long as the outer one", () => {
    let between: Tensor | undefined;
    const outer = scope(() => {
      between = scope(() => square(exp(x)));
      return square(between);
    });
    expect(outer.toArray()).toEqual(square(square(exp(x))).toArray());
    expect(() => between?.data).toThrow(ended);
  });

  test("memory that is given back is written to by others, and no result changes", () => {
    const before = nextOffset();
    const results = Array.from({ length: 20 }, (_, i) => scope(() => mul(add(x, i), exp(full([size], 1)))));
    for (const [i, result] of results.entries())
      expect(result.toArray()).toEqual(mul(add(x, i), exp(full([size], 1))).toArray());
    expect(nextOffset()).toBe(before);
  });

  test("data taken inside stays as it was", () => {
    const taken = scope(() => {
      const y = exp(x);
      const { data } = y;
      expect(y.data).toBe(data);
      return { data };
    });
    scope(() => zeros([size]));
    expect([...taken.data]).toEqual([...exp(x).data]);
  });

  test("a tensor that shares elements with what is returned keeps them", () => {
    const [flat, column] = scope(() => {
      const y = exp(x);
      return [y, reshape(y, [size, 1])] as const;
    });
    expect(column.shape).toEqual([size, 1]);
    expect(column.data).toEqual(exp(x).data);
    expect(flat.data).toBe(column.data);
  });

  test("derivatives of all orders are as outside", () => {
    const f = (z: Tensor): Tensor => sum(mul(exp(mul(z, x)), square(z)));
    const direction = normal([size], generator(2));
    const at = normal([size], generator(3));
    const all = (): Tensor[] => {
      const { value, gradient } = valueAndGrad(f)(at);
      const twice = grad((z: Tensor) => sum(square(grad(f)(z))))(at);
      const { tangent } = jvp(f, at, direction);
      return [value, gradient, twice, tangent, hvp(f, at, direction)];
    };
    for (const [i, each] of scope(all).entries()) expect(each.data).toEqual(all()[i]?.data);
  });

  test("what a function under a derivative keeps can be used until the scope ends", () => {
    let kept: Tensor | undefined;
    const total = scope(() => {
      grad((z: Tensor) => sum(square((kept = exp(z)))))(x);
      return sum(kept as Tensor);
    });
    expect(total.item()).toBe(sum(exp(x)).item());
    expect(() => kept?.data).toThrow(ended);
  });

  test("within a derivative a scope changes nothing", () => {
    const f = (z: Tensor): Tensor => sum(scope(() => mul(exp(z), square(z))));
    const direct = grad((z: Tensor) => sum(mul(exp(z), square(z))))(x);
    expect(grad(f)(x).data).toEqual(direct.data);
    expect(scope(() => grad(f)(x)).data).toEqual(direct.data);
  });

  test("an error ends the scope", () => {
    const before = nextOffset();
    let inside: Tensor | undefined;
    const fail = (): never => {
      inside = exp(x);
      throw new RangeError("own");
    };
    expect(() => scope(fail)).toThrow(new RangeError("own"));
    expect(() => inside?.data).toThrow(ended);
    expect(nextOffset()).toBe(before);
    // No scope is open any more.
    expect(exp(x).data).toEqual(exp(x).data);
  });
});

test("a promise is refused", () => {
  const message = "scope: the function returned a promise, expected one that is done when it returns";
  expect(() => scope(async () => exp(1))).toThrow(new ParameterError(message));
  expect(() => scope(() => ({ later: [Promise.resolve(1)] }))).toThrow(message);
});

test("a tensor in an object of a class is not found", () => {
  const map = scope(() => new Map([["a", exp(tensor([1]))]]));
  expect(() => map.get("a")?.data).toThrow(ended);
});

test("cotangents are released at their last use, unless another derivative watches", () => {
  const seen: Tensor[] = [];
  const double = defineUnary(
    "double",
    (z) => 2 * z,
    (t) => {
      seen.push(t);
      return mul(t, 2);
    },
  );
  const f = (z: Tensor): Tensor => sum(square(double(double(double(z)))));
  scope(() => {
    const slope = grad(f)(zeros([3]));
    expect(seen).toHaveLength(3);
    for (const cotangent of seen) expect(() => cotangent.data).toThrow(ended);
    expect(slope.toArray()).toEqual([0, 0, 0]);
    seen.length = 0;
    expect(hvp(f, zeros([3]), full([3], 1)).toArray()).toEqual([128, 128, 128]);
    for (const cotangent of seen) expect(cotangent.data.length).toBe(3);
  });
});

test("a step in a scope takes no more memory the tenth time", () => {
  let weights = zeros([400, 300]);
  const target = normal([400, 300], generator(5));
  const loss = (w: Tensor): Tensor => sum(square(sub(w, target)));
  const steps = (): void => {
    weights = scope(() => sub(weights, mul(grad(loss)(weights), 0.1)));
  };
  const before = nextOffset();
  for (let i = 0; i < 10; i++) steps();
  expect(nextOffset()).toBe(before);
  const left = sub(weights, mul(target, 1 - 0.8 ** 10)).data;
  expect(left.every((each) => Math.abs(each) < 1e-6)).toBe(true);
});
