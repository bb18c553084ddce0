import binaryen from "binaryen";
import { describe, expect, it } from "vitest";
import {
  compile,
  createMemory,
  exp,
  f32x4,
  f64,
  f64x2,
  i32,
  instantiate,
  ModuleBuilder,
  supports,
} from "@surprisal/kernels";

describe("functions", () => {
  it("call each other, also those that are added meanwhile", () => {
    const module = new ModuleBuilder();
    module.function("outer", { parameters: ["i32", "i32"], result: "i32", export: true }, (f, a, b) => {
      const square = module.function("square", { parameters: ["i32"], result: "i32" }, (g, x) =>
        g.return(i32.mul(x, x)),
      );
      f.return(i32.add(square.call(a), square.call(b)));
    });
    expect(module.instantiate()["outer"]!(3, 4)).toBe(25);
  });

  it("without a result are statements", () => {
    const module = new ModuleBuilder({ memory: {} });
    const put = module.function("put", { parameters: ["i32"] }, (f, x) => f.store(0, x));
    module.function("twice", { parameters: ["i32"], export: true }, (f, x) => {
      f.run(put.call(x));
      f.run(put.call(i32.add(i32.load(0), i32.load(0))));
    });
    const memory = createMemory({ minimum: 1 });
    module.instantiate(memory)["twice"]!(21);
    expect(new Int32Array(memory.buffer)[0]).toBe(42);
  });

  it("a generator is shared by those who ask, for each type of lanes", () => {
    const module = new ModuleBuilder();
    module.function("sum", { parameters: ["f64"], result: "f64", export: true }, (f, x) => {
      const [a, b] = [module.shared(exp, f64x2), module.shared(exp, f64x2)];
      const single = f64x2.promoteLow(module.shared(exp, f32x4).call(f32x4.splat(0)));
      const sum = f64x2.add(a.call(f64x2.splat(x)), f64x2.add(b.call(f64x2.splat(1)), single));
      f.return(f64x2.extract(sum, 0));
    });
    expect(module.instantiate()["sum"]!(0)).toBeCloseTo(2 + Math.E, 14);
    const parsed = binaryen.readBinary(module.bytes());
    expect(parsed.getNumFunctions()).toBe(3);
    parsed.dispose();
  });
});

describe("statements", () => {
  /** A function of one number. */
  const compileOne = (write: Parameters<typeof define>[1]): ((x: number) => number) =>
    define(new ModuleBuilder(), write);
  const define = (
    module: ModuleBuilder,
    write: Parameters<typeof module.function<readonly ["i32"], "i32">>[2],
  ): ((x: number) => number) => {
    module.function("f", { parameters: ["i32"], result: "i32", export: true }, write);
    return module.instantiate()["f"] as (x: number) => number;
  };

  it("for and while test first", () => {
    const sum = compileOne((f, n) => {
      const total = f.local("i32");
      f.for(0, n, 1, (i) => f.set(total, i32.add(total, i)));
      f.return(total);
    });
    expect([-1, 0, 1, 5].map(sum)).toEqual([0, 0, 0, 10]);
    const halvings = compileOne((f, n) => {
      const count = f.local("i32");
      f.while(
        () => i32.gtS(n, 1),
        () => {
          f.set(n, i32.shrS(n, 1));
          f.set(count, i32.add(count, 1));
        },
      );
      f.return(count);
    });
    expect([0, 1, 2, 1000].map(halvings)).toEqual([0, 0, 1, 9]);
  });

  it("a variable in a loop is new at each turn", () => {
    const last = compileOne((f, n) => {
      const result = f.local("i32");
      f.for(0, n, 1, (i) => {
        const fresh = f.local("i32");
        f.set(fresh, i32.add(fresh, i));
        f.set(result, fresh);
      });
      f.return(result);
    });
    expect(last(5)).toBe(4);
  });

  it("branches leave blocks and go back in loops, over several levels", () => {
    const collatz = compileOne((f, n) => {
      const steps = f.local("i32");
      f.block((exit) => {
        f.loop((again) => {
          f.if(i32.eq(n, 1), () => f.branch(exit));
          f.set(steps, i32.add(steps, 1));
          f.if(
            i32.and(n, 1),
            () => f.set(n, i32.add(i32.mul(n, 3), 1)),
            () => f.set(n, i32.shrU(n, 1)),
          );
          f.branch(again);
        });
      });
      f.return(steps);
    });
    expect([1, 6, 27].map(collatz)).toEqual([0, 8, 111]);
  });

  it("bytes are copied and filled", () => {
    const module = new ModuleBuilder({ memory: {} });
    module.function("f", { parameters: [], export: true }, (f) => {
      f.fill(8, 7, 3);
      f.copy(9, 8, 3);
    });
    const memory = createMemory({ minimum: 1 });
    module.instantiate(memory)["f"]!();
    expect([...new Uint8Array(memory.buffer, 7, 6)]).toEqual([0, 7, 7, 7, 7, 0]);
  });

  it("a tree stands in one place only", () => {
    const module = new ModuleBuilder();
    expect(() =>
      module.function("f", { parameters: ["f64"], result: "f64" }, (f, x) => {
        const square = f64.mul(x, x);
        f.return(f64.add(square, square));
      }),
    ).toThrow("Value: an operation (f64) is used twice, expected once; keep it in a local");
  });
});

describe("modules", () => {
  it("a vector constant is held once, and read at the top", () => {
    const module = new ModuleBuilder();
    module.function("f", { parameters: ["i32", "v128"], result: "v128" }, (f, n, x) => {
      f.for(0, n, 1, () => f.set(x, f64x2.add(f64x2.mul(x, 3), f64x2.mul(x, 3))));
      f.return(x);
    });
    const parsed = binaryen.readBinary(module.bytes());
    const text = parsed.emitText();
    parsed.dispose();
    expect(text.match(/v128\.const/g)).toHaveLength(1);
    expect(text.match(/global\.get/g)).toHaveLength(1);
    expect(text.indexOf("global.get")).toBeLessThan(text.indexOf("(loop"));
  });

  it("names its functions, for profilers", () => {
    const module = new ModuleBuilder();
    module.function("inner", { parameters: [], result: "i32" }, (f) => f.return(i32.divS(1, 0)));
    module.function("outer", { parameters: [], result: "i32", export: true }, (f) =>
      f.return(module.function("täter", { parameters: [], result: "i32" }, (g) => g.return(i32.divS(1, 0))).call()),
    );
    const { outer } = module.instantiate();
    let stack = "";
    try {
      outer!();
    } catch (error) {
      stack = (error as Error).stack ?? "";
    }
    expect(stack).toMatch(/täter[\s\S]*outer/);
  });

  it("imports a memory with its limits, shared or not", () => {
    const write = (memory: { minimum?: number; maximum?: number; shared?: boolean }): Uint8Array => {
      const module = new ModuleBuilder({ memory });
      module.function("get", { parameters: [], result: "i32", export: true }, (f) => f.return(i32.load(4)));
      return module.bytes();
    };
    const shared = createMemory({ minimum: 1, maximum: 2, shared: true });
    new Int32Array(shared.buffer)[1] = 5;
    const ofShared = compile(write({ minimum: 1, maximum: 2, shared: true }));
    expect(instantiate(ofShared, shared)["get"]!()).toBe(5);
    expect(() => instantiate(ofShared, createMemory({ minimum: 1 }))).toThrow();
    expect(() => instantiate(compile(write({ minimum: 2 })), createMemory({ minimum: 1 }))).toThrow();
  });

  it("is as large as its code, and grows with it", () => {
    const module = new ModuleBuilder();
    module.function("f", { parameters: ["i32"], result: "i32", export: true }, (f, x) => {
      for (let n = 0; n < 5000; n++) f.set(x, i32.add(x, n));
      f.return(x);
    });
    expect(module.instantiate()["f"]!(1)).toBe(1 + (5000 * 4999) / 2);
  });

  it("Node has it all", () => {
    expect([supports.simd, supports.relaxed, supports.threads]).toEqual([true, true, true]);
  });
});
