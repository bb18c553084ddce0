import { describe, expect, it } from "vitest";
import { runCase, type RunOptions } from "../../src/harness/runCase.ts";
import type { Case, Contender } from "../../src/harness/work.ts";
import { fakeClock } from "../fakeClock.ts";

const right = { value: [1] };

function caseOf(contenders: readonly Contender[]): Case {
  return { reference: () => right, tolerance: () => ({ value: 1e-6 }), contenders };
}

function setUp() {
  const { clock, pass } = fakeClock();
  const turns: string[] = [];
  const options: RunOptions = {
    clock,
    warmUp: 0,
    budget: 1000,
    repeats: { fewest: 3, most: 5 },
    repeatTime: 0,
    settle: async () => void turns.push("settle"),
  };
  /** Takes so many seconds of the processor: the last of the list again and again. */
  const contender = (name: string, seconds: readonly number[], value = 1): Contender => {
    let turn = 0;
    return {
      name,
      side: "ours",
      precision: "float64",
      prepare: () => ({
        run: () => {
          turns.push(name);
          pass(seconds[Math.min(turn++, seconds.length - 1)] ?? 0);
        },
        result: () => ({ value: [value] }),
      }),
    };
  };
  return { options, contender, turns, pass };
}

describe("runCase", () => {
  it("measures in turn after two turns of warm-up: median and minimum of all rounds", async () => {
    const { options, contender, turns } = setUp();
    const reports = await runCase(caseOf([contender("a", [2, 9, 3, 1, 2, 5, 4]), contender("b", [2])]), options);
    expect(turns.slice(0, 4)).toEqual(["a", "a", "b", "b"]);
    expect(turns.slice(4, 12)).toEqual(["settle", "a", "settle", "b", "settle", "a", "settle", "b"]);
    expect(reports.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(reports[0]?.outcome).toEqual({
      processor: { median: 3, minimum: 1 },
      wall: { median: 6, minimum: 2 },
      repeats: 5,
      turnsPerRepeat: 1,
      check: { isRight: true, errors: { value: 0 }, tolerances: { value: 1e-6 } },
    });
  });

  it("warms up once what takes long", async () => {
    const { options, contender, turns } = setUp();
    await runCase(caseOf([contender("long", [6])]), options);
    expect(turns.slice(0, 3)).toEqual(["long", "settle", "long"]);
  });

  it("shows a wrong result as wrong", async () => {
    const { options, contender } = setUp();
    const [report] = await runCase(caseOf([contender("off", [1], 1.015)]), options);
    expect(report?.outcome).toMatchObject({ check: { isRight: false, errors: { value: expect.closeTo(0.015, 9) } } });
  });

  it("does short work several times over, and tells the time of one", async () => {
    const { options, contender } = setUp();
    const [report] = await runCase(caseOf([contender("short", [0.5])]), { ...options, repeatTime: 10 });
    expect(report?.outcome).toMatchObject({ turnsPerRepeat: 10, processor: { median: 0.5 }, wall: { median: 1 } });
  });

  it("gives slow work the fewest repeats", async () => {
    const { options, contender } = setUp();
    const [slow, fast] = await runCase(caseOf([contender("slow", [9]), contender("fast", [1])]), {
      ...options,
      budget: 20,
    });
    expect(slow?.outcome).toMatchObject({ repeats: 3 });
    expect(fast?.outcome).toMatchObject({ repeats: 5 });
  });

  it("names what is skipped and what fails, and goes on", async () => {
    const { options, contender, turns } = setUp();
    const skipped = { ...contender("skipped", [1]), skipped: "not here" };
    const failed: Contender = {
      ...contender("failed", [1]),
      prepare: () => {
        throw new Error("out of memory");
      },
    };
    const reports = await runCase(caseOf([skipped, failed, contender("sound", [1])]), options);
    expect(reports[0]?.outcome).toEqual({ skipped: "not here" });
    expect(reports[1]?.outcome).toEqual({ failed: "out of memory" });
    expect(reports[2]?.outcome).toMatchObject({ check: { isRight: true } });
    expect(turns).not.toContain("skipped");
  });

  it("names one that breaks down while it is measured, and goes on", async () => {
    const { options, contender } = setUp();
    let asked = 0;
    const aborting: Contender = {
      ...contender("aborting", [1]),
      prepare: () => ({
        measure: async () => {
          if (++asked === 4) throw new Error("aborted");
          return { processor: 1, wall: 3 };
        },
        result: async () => right,
      }),
    };
    const [aborted, sound] = await runCase(caseOf([aborting, contender("sound", [1])]), options);
    expect(aborted?.outcome).toEqual({ failed: "aborted" });
    expect(asked).toBe(4);
    expect(sound?.outcome).toMatchObject({ repeats: 5 });
  });

  it("holds a yardstick to its own reference", async () => {
    const { options, contender } = setUp();
    const yardstick = { ...contender("yardstick", [1], 7), reference: () => ({ value: [7] }) };
    const [report] = await runCase(caseOf([yardstick]), options);
    expect(report?.outcome).toMatchObject({ check: { isRight: true } });
  });

  it("takes the times that a remote contender tells, neither warmed up nor repeated where it is cold", async () => {
    const { options } = setUp();
    const asked: number[] = [];
    const closed: string[] = [];
    const remote: Contender = {
      name: "remote",
      side: "native peer",
      precision: "float32",
      isCold: true,
      prepare: () => ({
        measure: async (turns) => ({ processor: asked.push(turns), wall: 10 }),
        result: async () => right,
        close: () => closed.push("remote"),
      }),
    };
    const [report] = await runCase(caseOf([remote]), options);
    expect(asked).toEqual([1, 1, 1, 1, 1]);
    expect(report?.outcome).toMatchObject({ processor: { median: 3, minimum: 1 }, wall: { median: 10 } });
    expect(closed).toEqual(["remote"]);
  });

  it("asks for the memory of the first turn where the case wants it", async () => {
    const { options, pass } = setUp();
    const order: string[] = [];
    const remote: Contender = {
      name: "remote",
      side: "ours",
      precision: "float32",
      prepare: () => ({
        memory: async () => (order.push("memory"), 4096),
        measure: async () => (order.push("measure"), pass(1), { processor: 1, wall: 2 }),
        result: async () => right,
      }),
    };
    const [report] = await runCase({ ...caseOf([remote]), measuresMemory: true }, options);
    expect(order.slice(0, 2)).toEqual(["memory", "measure"]);
    expect(report?.outcome).toMatchObject({ memory: 4096 });
    const [without] = await runCase(caseOf([remote]), options);
    expect(without?.outcome).not.toHaveProperty("memory");
  });
});
