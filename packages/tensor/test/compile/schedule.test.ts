import { describe, expect, test } from "vitest";
import { Expressions, type Expression } from "../../src/compile/expression.ts";
import { scheduleRows } from "../../src/compile/schedule.ts";

const expressions = new Expressions();
const row = expressions.make({ kind: "input", isVector: true, input: 0 });
const weight = expressions.make({ kind: "input", isVector: false, input: 1 });
const call = (name: string, costly: boolean, ...inputs: Expression[]): Expression =>
  expressions.make({
    kind: "call",
    name,
    builtin: undefined,
    f: Reflect.get(Math, name) as () => number,
    inputs,
    costly,
    isVector: inputs.some(({ isVector }) => isVector),
  });
const e = call("exp", true, row);
const total = expressions.make({ kind: "sum", isVector: false, vector: e });
const scale = call("max", false, weight, total);
const share = call("min", false, e, scale);

describe("a schedule", () => {
  test("has a loop a level, and keeps what two of them need", () => {
    const { inputs, phases, rows, scalars } = scheduleRows(5, [
      { isRow: false, expression: total },
      { isRow: true, expression: share },
    ]);
    expect(inputs).toEqual([0, 1]);
    expect(rows).toEqual([e]);
    expect(phases.map(({ reductions }) => reductions)).toEqual([[total], []]);
    expect(phases.map(({ outputs }) => outputs)).toEqual([[], [{ output: 1, expression: share }]]);
    expect(phases[0]?.steps).toEqual([
      { expression: row, from: "parts", isKept: false },
      { expression: e, from: "parts", isKept: true },
    ]);
    expect(phases[1]?.steps).toEqual([
      { expression: e, from: "memory", isKept: false },
      { expression: share, from: "parts", isKept: false },
    ]);
    expect(phases[1]?.scalars).toEqual([weight, scale]);
    expect(scalars).toEqual([]);
  });

  test("computes a costly vector once for both passes of a sweep", () => {
    const others = expressions.make({ kind: "sumOthers", isVector: true, vector: e });
    const { phases, rows } = scheduleRows(5, [{ isRow: true, expression: others }]);
    expect(rows).toEqual([e, others]);
    const [sweep] = phases[0]?.sweeps ?? [];
    expect(sweep?.passes.map((steps) => steps.map(({ from, isKept }) => [from, isKept]))).toEqual([
      [
        ["parts", false],
        ["parts", true],
      ],
      [["memory", false]],
    ]);
    expect(phases[1]?.steps).toEqual([{ expression: others, from: "memory", isKept: false }]);
  });

  test("leaves numbers of the row that no loop needs for the end", () => {
    const { phases, scalars } = scheduleRows(5, [{ isRow: false, expression: scale }]);
    expect(phases).toHaveLength(1);
    expect(scalars).toEqual([weight, scale]);
  });
});
