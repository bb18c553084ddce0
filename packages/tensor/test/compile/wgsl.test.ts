import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CompileError, rowWgsl, type RowInput, type WgslProgram } from "../../src/compile/compile.ts";
import { wgslNumber } from "../../src/compile/wgslOps.ts";
import {
  add,
  argmax,
  composed,
  cumsum,
  defineUnary,
  logSoftmax,
  mul,
  neg,
  pick,
  softmax,
  square,
  sub,
  sum,
  tanh,
  type Tensor,
} from "../../src/index.ts";

// That a browser compiles the text, and that it computes what it should, is tested where there is one: in the demo app.

const row: RowInput = { form: "row", dtype: "float32" };
const number: RowInput = { form: "number", dtype: "float32" };
const index: RowInput = { form: "number", dtype: "int32" };

/** What stands in `main`, without the functions. */
const mainOf = ({ code }: WgslProgram): string => code.slice(code.indexOf("@group"));

describe("rowWgsl", () => {
  test("an op of single numbers: an invocation each", () => {
    const program = rowWgsl((x, y) => mul(tanh(sub(x, y)), 3), [number, number]);
    expect(mainOf(program)).toMatchInlineSnapshot(`
      "@group(0) @binding(0) var<uniform> count: u32;
      @group(0) @binding(1) var<storage, read> x0: array<f32>;
      @group(0) @binding(2) var<storage, read> x1: array<f32>;
      @group(0) @binding(3) var<storage, read_write> out0: array<f32>;
      @compute @workgroup_size(64)
      fn main(@builtin(global_invocation_id) invocation: vec3u, @builtin(num_workgroups) groups: vec3u) {
        for (var row = invocation.x; row < count; row += groups.x * 64u) {
          let s0 = x0[row];
          let s1 = x1[row];
          let s2 = s0 - s1;
          let s3 = hyperbolicTangent(s2);
          let s5 = s3 * 3.0;
          out0[row] = s5;
        }
      }
      "
    `);
    expect(program.code).toContain("fn hyperbolicTangent(x: f32) -> f32 {");
    expect(program.code).toContain("fn expm1(");
    expect(program.code).not.toContain("fn logarithm(");
    expect(program.rowsPerWorkgroup).toBe(64);
  });

  test("rows of few classes: an invocation a row, and the class in place of a choice at every one", () => {
    const program = rowWgsl((z, k) => neg(pick(logSoftmax(z), k)), [row, index], { width: 3, derivative: true });
    expect(mainOf(program)).toMatchInlineSnapshot(`
      "@group(0) @binding(0) var<uniform> count: u32;
      @group(0) @binding(1) var<storage, read> x0: array<f32>;
      @group(0) @binding(2) var<storage, read> x1: array<i32>;
      @group(0) @binding(3) var<storage, read_write> out0: array<f32>;
      @group(0) @binding(4) var<storage, read_write> out1: array<f32>;
      @compute @workgroup_size(64)
      fn main(@builtin(global_invocation_id) invocation: vec3u, @builtin(num_workgroups) groups: vec3u) {
        for (var row = invocation.x; row < count; row += groups.x * 64u) {
          let base = row * 3u;
          var s3 = -3.4028234663852886e38;
          for (var j = 0u; j < 3u; j += 1u) {
            let v0 = x0[base + j];
            s3 = max(s3, v0);
          }
          var s6 = 0.0; var ones6 = 0.0;
          for (var j = 0u; j < 3u; j += 1u) {
            let v0 = x0[base + j];
            let v4 = v0 - s3;
            let v5 = exponential(v4);
            if (v5 == 1.0) { ones6 += 1.0; } else { s6 += v5; }
          }
          s6 += ones6 - 1.0;
          let s7 = 1.0 + s6;
          let s9 = 1.0 / s7;
          for (var j = 0u; j < 3u; j += 1u) {
            let v0 = x0[base + j];
            let v4 = v0 - s3;
            let v5 = exponential(v4);
            let v16 = v5 * s9;
            out1[base + j] = v16;
          }
          let s1 = f32(x1[row]);
          let s19 = x0[base + u32(s1)];
          let s20 = s19 - s3;
          let s8 = log1p(s6);
          let s21 = s20 - s8;
          let s27 = -s21;
          let s22 = exponential(s20);
          let s24 = 1.0 - s22;
          let s25 = s24 + s6;
          let s26 = s25 * s9;
          let s32 = -s26;
          out0[row] = s27;
          out1[base + u32(s1)] = s32;
        }
      }
      "
    `);
    expect(program.bindings).toEqual([
      { holds: "count" },
      { holds: "input", input: 0, type: "f32", numbers: 3 },
      { holds: "input", input: 1, type: "i32", numbers: 1 },
      { holds: "output", output: 0, numbers: 1 },
      { holds: "output", output: 1, numbers: 3 },
    ]);
  });

  test("wide rows: a workgroup a row, that adds up together", () => {
    const program = rowWgsl((z) => sum(square(z), { axis: -1 }), [row], { width: 100 });
    expect(mainOf(program)).toMatchInlineSnapshot(`
      "@group(0) @binding(0) var<uniform> count: u32;
      @group(0) @binding(1) var<storage, read> x0: array<f32>;
      @group(0) @binding(2) var<storage, read_write> out0: array<f32>;
      @compute @workgroup_size(64)
      fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) lane: u32) {
        for (var row = group.x; row < count; row += groups.x) {
          let base = row * 100u;
          var s2 = 0.0;
          for (var j = lane; j < 100u; j += 64u) {
            let v0 = x0[base + j];
            let v1 = v0 * v0;
            s2 += v1;
          }
          s2 = groupSum(s2, lane);
          if (lane == 0u) { out0[row] = s2; }
        }
      }
      "
    `);
    expect(program.rowsPerWorkgroup).toBe(1);
    expect(program.code).toContain("var<workgroup> partial: array<f32, 64>;");
  });

  test("sweeps want memory: of the invocation, or of the workgroup", () => {
    const sweeps = (z: Tensor): Tensor => sum(square(cumsum(z, { reverse: true })), { axis: -1 });
    const narrow = rowWgsl(sweeps, [row], { width: 5 });
    expect(narrow.code).toMatch(/var memory\d+: array<f32, 5>;/);
    expect(narrow.bindings.map(({ holds }) => holds)).toEqual(["count", "input", "output"]);
    const wide = rowWgsl(sweeps, [row], { width: 200 });
    expect(wide.bindings.at(-1)).toEqual({ holds: "scratch", numbers: 200 });
    expect(wide.code).toContain("around = sumsAround(s, lane);");
  });

  test("what is kept elsewhere is computed again: arithmetic is cheaper than memory", () => {
    const { bindings, code } = rowWgsl((z) => sum(square(softmax(z)), { axis: -1 }), [row], { width: 9 });
    expect(bindings.map(({ holds }) => holds)).toEqual(["count", "input", "output"]);
    expect(code).not.toContain("memory");
    expect(code.match(/ = exponential\(v\d+\);/g)).toHaveLength(2);
  });

  test("reads only the inputs that it needs, and the shared rows as constants", () => {
    const { bindings, code } = rowWgsl((_, x) => sum(mul(x, [1, 0.5, -2]), { axis: -1 }), [row, row], { width: 3 });
    expect(bindings[1]).toEqual({ holds: "input", input: 1, type: "f32", numbers: 3 });
    expect(code).toContain("@group(0) @binding(1) var<storage, read> x1: array<f32>;");
    expect(code).toContain("const table0 = array<f32, 3>(1.0, 0.5, (-2.0));");
  });

  test("an op of one's own is printed as its composition", () => {
    const twice = composed(
      (x: number) => 2 * x,
      (x) => add(x, x),
    );
    const own = defineUnary("twice", twice, (t) => mul(2, t));
    expect(mainOf(rowWgsl((x) => own(x), [number]))).toContain("let s1 = s0 + s0;");
    const bare = defineUnary(
      "bare",
      (x) => x,
      (t) => t,
    );
    expect(() => rowWgsl((x) => bare(x), [number])).toThrow(CompileError);
    expect(() => rowWgsl((x) => bare(x), [number])).toThrow("bare is no op of this library");
  });

  test("refuses rows without a width, and constants that WGSL does not have", () => {
    expect(() => rowWgsl((z) => argmax(z), [row])).toThrow("rowWgsl: width is missing, expected that of the rows");
    const masked = (z: Tensor): Tensor => sum(mul(z, [1, -Infinity]), { axis: -1 });
    expect(() => rowWgsl(masked, [row], { width: 2 })).toThrow("has an infinite number");
  });
});

test("numbers are printed in as few digits as float32 takes", () => {
  expect([0, -0, 1, -1.5, 0.1, 1e-7, 2 ** 40, 3e38].map(wgslNumber)).toEqual([
    "0.0",
    "(-0.0)",
    "1.0",
    "(-1.5)",
    "0.1",
    "1e-7",
    "1099511600000.0",
    "3e+38",
  ]);
  expect([Infinity, -Infinity, Number.NaN, 1e39].map(wgslNumber)).toEqual([
    "infinity()",
    "(-infinity())",
    "notANumber()",
    "infinity()",
  ]);
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (x) => {
      const text = wgslNumber(x).replaceAll(/[()]/g, "");
      expect(Math.fround(Number(text))).toBe(x);
      expect(text).toMatch(/^-?\d+(\.\d+)?(e[+-]\d+)?$/);
      expect(text).toMatch(/[.e]/);
    }),
  );
});
