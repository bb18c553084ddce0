import binaryen from "binaryen";
import { describe, expect, it } from "vitest";
import {
  f32,
  f32x4,
  f64,
  f64x2,
  type FunctionBuilder,
  i32,
  i32x4,
  i64,
  i64x2,
  type Local,
  ModuleBuilder,
  select,
  type Statement,
  tee,
  v128,
  type Value,
} from "@surprisal/kernels";

const types = ["i32", "i64", "f32", "f64", "v128"] as const;
type Locals = { [T in (typeof types)[number]]: Local<T> };

/** What binaryen, which reads modules by its own tables, calls the instructions of a function. */
function read(write: (f: FunctionBuilder, locals: Locals) => void, relaxed = false): readonly string[] {
  const module = new ModuleBuilder({ relaxed, memory: { minimum: 1, maximum: 2 } });
  module.function("f", { parameters: types, export: true }, (f, ...[i, l, s, d, v]) => {
    write(f, { i32: i, i64: l, f32: s, f64: d, v128: v });
  });
  const parsed = binaryen.readBinary(module.bytes());
  try {
    parsed.setFeatures(binaryen.Features.All);
    expect(parsed.validate()).toBe(1);
    return [...parsed.emitText().matchAll(/\(([^\s()]+)/g)].map(([, name]) => name as string);
  } finally {
    parsed.dispose();
  }
}

const instruction = (make: (locals: Locals) => Statement, relaxed?: boolean): readonly string[] =>
  read((f, locals) => f.run(make(locals)), relaxed);

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

type Namespace = Readonly<Record<string, unknown>>;
// The tables below call with operands of the right types; TypeScript cannot follow that through their names.
type Untyped = (...operands: readonly unknown[]) => Value;

/** Every function of a namespace by the name that the specification has for it. */
function everyInstruction(
  prefix: string,
  namespace: Namespace,
  operands: (l: Locals, name: string) => readonly unknown[],
  special: Readonly<Record<string, string>> = {},
  skipped: readonly string[] = [],
): void {
  const names = Object.keys(namespace).filter(
    (name) => typeof namespace[name] === "function" && !skipped.includes(name),
  );
  it.each(names)(`${prefix}.%s`, (name) => {
    const make = namespace[name] as Untyped;
    expect(instruction((locals) => make(...operands(locals, name)))).toContain(
      special[name] ?? `${prefix}.${snake(name)}`,
    );
  });
}

const isLoad = (name: string): boolean => name.startsWith("load");
const isUnary = (name: string): boolean =>
  ["eqz", "abs", "neg", "ceil", "floor", "trunc", "nearest", "sqrt"].includes(name);

describe("scalars", () => {
  const operandsOf =
    (type: "i32" | "i64" | "f32" | "f64", others: Readonly<Record<string, "i32" | "i64" | "f32" | "f64">>) =>
    (l: Locals, name: string): readonly unknown[] => {
      if (name === "const") return [1];
      if (isLoad(name)) return [l.i32, 8];
      const other = others[name];
      if (other !== undefined) return [l[other]];
      return isUnary(name) ? [l[type]] : [l[type], l[type]];
    };
  everyInstruction("i32", i32, operandsOf("i32", { wrap: "i64", reinterpret: "f32", truncSat: "f64" }), {
    wrap: "i32.wrap_i64",
    reinterpret: "i32.reinterpret_f32",
    truncSat: "i32.trunc_sat_f64_s",
  });
  everyInstruction("i64", i64, operandsOf("i64", { extendS: "i32", extendU: "i32", reinterpret: "f64" }), {
    extendS: "i64.extend_i32_s",
    extendU: "i64.extend_i32_u",
    reinterpret: "i64.reinterpret_f64",
  });
  const fromIntegers = { fromI32S: "i32", fromI32U: "i32" } as const;
  everyInstruction("f32", f32, operandsOf("f32", { ...fromIntegers, demote: "f64", reinterpret: "i32" }), {
    fromI32S: "f32.convert_i32_s",
    fromI32U: "f32.convert_i32_u",
    demote: "f32.demote_f64",
    reinterpret: "f32.reinterpret_i32",
  });
  everyInstruction("f64", f64, operandsOf("f64", { ...fromIntegers, promote: "f32", reinterpret: "i64" }), {
    fromI32S: "f64.convert_i32_s",
    fromI32U: "f64.convert_i32_u",
    promote: "f64.promote_f32",
    reinterpret: "f64.reinterpret_i64",
  });
  it("i32.truncSat takes float32 as well", () => {
    expect(instruction((l) => i32.truncSat(l.f32))).toContain("i32.trunc_sat_f32_s");
  });
});

describe("vectors", () => {
  everyInstruction(
    "v128",
    v128,
    ({ i32: address, v128: v }, name) => {
      if (name === "load") return [address, 16];
      if (name === "not" || name === "anyTrue") return [v];
      if (name === "bitselect") return [v, v, v];
      return name === "shuffle" ? [v, v, [0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 31]] : [v, v];
    },
    { shuffle: "i8x16.shuffle", anyTrue: "v128.any_true" },
  );

  const integerOperands =
    (type: "i32" | "i64") =>
    (l: Locals, name: string): readonly unknown[] => {
      if (name === "splat") return [l[type]];
      if (name === "extract") return [l.v128, 1];
      if (name === "replace") return [l.v128, 1, l[type]];
      if (name.startsWith("sh")) return [l.v128, l.i32];
      const unary = ["abs", "neg", "allTrue", "bitmask", "truncSatF32x4", "truncSatF64x2", "extendLowS", "extendLowU"];
      return unary.includes(name) ? [l.v128] : [l.v128, l.v128];
    };
  everyInstruction("i32x4", i32x4, integerOperands("i32"), {
    extract: "i32x4.extract_lane",
    replace: "i32x4.replace_lane",
    truncSatF32x4: "i32x4.trunc_sat_f32x4_s",
    truncSatF64x2: "i32x4.trunc_sat_f64x2_s_zero",
  });
  everyInstruction("i64x2", i64x2, integerOperands("i64"), {
    extract: "i64x2.extract_lane",
    replace: "i64x2.replace_lane",
    extendLowS: "i64x2.extend_low_i32x4_s",
    extendLowU: "i64x2.extend_low_i32x4_u",
  });

  for (const lanes of [f32x4, f64x2]) {
    const bits = lanes.bits === i32x4 ? "i32x4" : "i64x2";
    everyInstruction(
      lanes.name,
      lanes,
      (l, name) => {
        if (name === "splat") return [l[lanes.type]];
        if (name === "loadLane") return [l.v128, 1, l.i32, 8];
        if (isLoad(name)) return [l.i32, 8];
        if (name === "extract") return [l.v128, 1];
        if (name === "replace") return [l.v128, 1, l[lanes.type]];
        if (name === "firstLanes") return [l.i32];
        if (name.endsWith("ultiplyAdd") || name === "select") return [l.v128, l.v128, l.v128];
        const unary = ["any", "all", "sum", "maximum", "fromI32x4", "fromLowI32x4", "promoteLow", "promoteHigh"];
        return isUnary(name) || unary.includes(name) ? [l.v128] : [l.v128, l.v128];
      },
      {
        load: "v128.load",
        loadSplat: lanes.bytes === 4 ? "v128.load32_splat" : "v128.load64_splat",
        loadFirst: lanes.bytes === 4 ? "v128.load32_zero" : "v128.load64_zero",
        loadLane: lanes.bytes === 4 ? "v128.load32_lane" : "v128.load64_lane",
        extract: `${lanes.name}.extract_lane`,
        replace: `${lanes.name}.replace_lane`,
        multiplyAdd: `${lanes.name}.add`,
        negativeMultiplyAdd: `${lanes.name}.sub`,
        select: "v128.bitselect",
        any: "v128.any_true",
        all: `${bits}.all_true`,
        firstLanes: `${bits}.gt_s`,
        sum: `${lanes.type}.add`,
        maximum: `${lanes.type}.max`,
        fromI32x4: "f32x4.convert_i32x4_s",
        demote: "f32x4.demote_f64x2_zero",
        fromLowI32x4: "f64x2.convert_low_i32x4_s",
        promoteLow: "f64x2.promote_low_f32x4",
        promoteHigh: "f64x2.promote_low_f32x4",
      },
      ["const", "arrayType"],
    );
    it(`${lanes.name}: products and sums are fused where relaxed`, () => {
      const fused = instruction(({ v128: v }) => lanes.multiplyAdd(v, v, v), true);
      expect(fused).toContain(`${lanes.name}.relaxed_madd`);
      expect(fused).not.toContain(`${lanes.name}.mul`);
      const negative = instruction(({ v128: v }) => lanes.negativeMultiplyAdd(v, v, v), true);
      expect(negative).toContain(`${lanes.name}.relaxed_nmadd`);
    });
  }
});

describe("the rest", () => {
  it("statements", () => {
    const names = read((f, { i32: i, v128: v }) => {
      f.block((exit) => {
        f.loop((again) => {
          f.if(
            i,
            () => f.branch(exit),
            () => f.branch(again, i),
          );
        });
      });
      f.store(i, v, 300);
      f.copy(i, 16, i);
      f.fill(i, 255, i);
      f.run(tee(i, select(i, i, i)));
      f.return();
    });
    for (const name of [
      "block",
      "loop",
      "if",
      "br",
      "br_if",
      "v128.store",
      "memory.copy",
      "memory.fill",
      "local.tee",
      "select",
      "return",
    ]) {
      expect(names).toContain(name);
    }
  });

  it("stores of every type", () => {
    for (const type of types) expect(read((f, l) => f.store(l.i32, l[type]))).toContain(`${type}.store`);
    expect(read((f, l) => f.store16(l.i32, l.i32))).toContain("i32.store16");
  });
});
