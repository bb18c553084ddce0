import { describe, expect, it } from "vitest";
import type { Start } from "../../src/harness/enter.ts";
import { runCase, type RunOptions } from "../../src/harness/runCase.ts";
import type { Case, Contender, JavaScriptContender } from "../../src/harness/work.ts";
import { fakeClock } from "../fakeClock.ts";
import { oneTurn } from "../oneTurn.ts";
import { startHere } from "../startHere.ts";

const options: RunOptions = { ...oneTurn, budget: 1000, repeats: { fewest: 3, most: 5 } };

function caseOf(contenders: readonly Contender[]): Case {
  return { reference: () => ({ value: [1] }), tolerance: () => ({ value: 1e-6 }), contenders };
}

function setUp() {
  const { clock, pass } = fakeClock();
  const calls: string[] = [];
  const start = startHere(clock, calls);
  /** Takes so many seconds of the processor: the last of the list again and again. */
  const contender = (name: string, seconds: readonly number[], value = 1): JavaScriptContender => {
    let turn = 0;
    return {
      name,
      side: "ours",
      precision: "float64",
      prepare: () => ({
        run: () => pass(seconds[Math.min(turn++, seconds.length - 1)] ?? 0),
        result: () => ({ value: [value] }),
      }),
    };
  };
  return { start, contender, calls };
}

describe("runCase", () => {
  it("starts one after the other, checks and warms up; then measures in turn: median and minimum of all rounds", async () => {
    const { start, contender, calls } = setUp();
    const contenders = [contender("a", [2, 9, 3, 1, 2, 5, 4]), contender("b", [2])];
    const reports = await runCase(caseOf(contenders), start, options);
    expect(calls.slice(0, 8)).toEqual(
      ["a", "b"].flatMap((name) => ["start", "1", "result", "1"].map((what) => `${name}: ${what}`)),
    );
    expect(calls.slice(8, 12)).toEqual(["a: 1", "b: 1", "a: 1", "b: 1"]);
    expect(calls.slice(-2)).toEqual(["a: stop", "b: stop"]);
    expect(reports.map(({ name }) => name)).toEqual(["a", "b"]);
    expect(reports[0]?.outcome).toEqual({
      processor: { median: 3, minimum: 1 },
      wall: { median: 6, minimum: 2 },
      repeats: 5,
      turnsPerRepeat: 1,
      check: { isRight: true, errors: { value: 0 }, tolerances: { value: 1e-6 } },
    });
  });

  it("runs those of a large case one by one", async () => {
    const { start, contender, calls } = setUp();
    const large = { ...caseOf([contender("a", [1]), contender("b", [1])]), isLarge: true };
    expect(await runCase(large, start, options)).toHaveLength(2);
    expect(calls.indexOf("a: stop")).toBe(calls.indexOf("b: start") - 1);
  });

  it.each([
    [1 / 1024, 512],
    [1 / 4096, 4096],
  ])("warms up what takes %d s for about %d turns: for longer what is short", async (seconds, expected) => {
    const { start, contender, calls } = setUp();
    // Twice as long on the wall: one turn is longer than a thousandth of a second, the other is not.
    const warm = { ...options, warmUp: 1, longWarmUp: 2 };
    await runCase(caseOf([contender("x", [seconds])]), start, warm);
    const turns = calls.slice(3, -6).map((call) => Number(call.slice(3)));
    expect(turns.reduce((sum, each) => sum + each) / expected).toBeCloseTo(1, 0);
  });

  it("does not warm up what takes long", async () => {
    const { start, contender, calls } = setUp();
    await runCase(caseOf([contender("long", [1])]), start, { ...options, long: -1 });
    expect(calls.slice(0, 4)).toEqual(["long: start", "long: 1", "long: result", "long: 1"]);
    expect(calls).toHaveLength(3 + 5 + 1);
  });

  it("puts a turn that does not count before short ones: others have had the caches", async () => {
    const { start, contender, calls } = setUp();
    const contenders = [contender("short", [0.25]), contender("long", [0.5])];
    // The first two turns, of warm-up, take as long as they do.
    const [short] = await runCase(caseOf(contenders), start, { ...options, short: 0.75, repeatTime: 1 });
    expect(calls.filter((call) => /after/.test(call))).toEqual(Array.from({ length: 5 }, () => "short: 2 after 1"));
    expect(calls.filter((call) => call === "long: 1")).toHaveLength(2 + 5);
    expect(short?.outcome).toMatchObject({ turnsPerRepeat: 2, processor: { median: 0.25 } });
  });

  it("shows a wrong result as wrong", async () => {
    const { start, contender } = setUp();
    const [report] = await runCase(caseOf([contender("off", [1], 1.015)]), start, options);
    expect(report?.outcome).toMatchObject({ check: { isRight: false, errors: { value: expect.closeTo(0.015, 9) } } });
  });

  it("does short work several times over, and tells the time of one", async () => {
    const { start, contender } = setUp();
    const [report] = await runCase(caseOf([contender("short", [0.5])]), start, { ...options, repeatTime: 10 });
    expect(report?.outcome).toMatchObject({ turnsPerRepeat: 10, processor: { median: 0.5 }, wall: { median: 1 } });
  });

  it("gives slow work the fewest repeats", async () => {
    const { start, contender } = setUp();
    const [slow, fast] = await runCase(caseOf([contender("slow", [9]), contender("fast", [1])]), start, {
      ...options,
      budget: 20,
    });
    expect(slow?.outcome).toMatchObject({ repeats: 3 });
    expect(fast?.outcome).toMatchObject({ repeats: 5 });
  });

  it("names what is skipped, what is not here and what fails, and goes on", async () => {
    const { start, contender, calls } = setUp();
    const skipped = { ...contender("skipped", [1]), skipped: "not in this case" };
    const absent: Contender = {
      name: "absent",
      side: "native peer",
      precision: "float32",
      missing: () => "not here",
      command: () => ({ file: "nothing", arguments: () => [] }),
    };
    const failed: Contender = {
      ...contender("failed", [1]),
      prepare: () => {
        throw new Error("out of memory");
      },
    };
    const reports = await runCase(caseOf([skipped, absent, failed, contender("sound", [1])]), start, options);
    expect(reports.slice(0, 3).map(({ outcome }) => outcome)).toEqual([
      { skipped: "not in this case" },
      { skipped: "not here" },
      { failed: "out of memory" },
    ]);
    expect(reports[3]?.outcome).toMatchObject({ check: { isRight: true } });
    expect(new Set(calls.map((call) => call.split(":")[0]))).toEqual(new Set(["sound"]));
  });

  it("stops one whose result cannot be had", async () => {
    const { start, contender, calls } = setUp();
    const broken: Contender = {
      ...contender("broken", [1]),
      prepare: () => ({
        run: () => {},
        result: () => {
          throw new Error("lost");
        },
      }),
    };
    const [report] = await runCase(caseOf([broken]), start, options);
    expect(report?.outcome).toEqual({ failed: "lost" });
    expect(calls.at(-1)).toBe("broken: stop");
  });

  it("names one that breaks down while it is measured, and goes on", async () => {
    const { start, contender } = setUp();
    let asked = 0;
    const startAborting: Start = async (each) => {
      const process = await start(each);
      if (each.name !== "aborting") return process;
      return {
        ...process,
        measure: async () => {
          if (++asked === 4) throw new Error("aborted");
          return { processor: 1, wall: 3 };
        },
      };
    };
    const contenders = [contender("aborting", [1]), contender("sound", [1])];
    const [aborted, sound] = await runCase(caseOf(contenders), startAborting, options);
    expect(aborted?.outcome).toEqual({ failed: "aborted" });
    expect(asked).toBe(4);
    expect(sound?.outcome).toMatchObject({ repeats: 5 });
  });

  it("holds a yardstick to its own reference", async () => {
    const { start, contender } = setUp();
    const yardstick = { ...contender("yardstick", [1], 7), reference: () => ({ value: [7] }) };
    const [report] = await runCase(caseOf([yardstick]), start, options);
    expect(report?.outcome).toMatchObject({ check: { isRight: true } });
  });

  it("starts one that is cold anew for each repeat, without a warm-up", async () => {
    const { start, contender, calls } = setUp();
    const [report] = await runCase(caseOf([{ ...contender("cold", [3, 1]), isCold: true }]), start, {
      ...options,
      repeatTime: 100,
    });
    const repeat = ["cold: start", "cold: 1", "cold: stop"];
    expect(calls).toEqual([
      "cold: start",
      "cold: result",
      ...Array.from({ length: 5 }, () => repeat).flat(),
      "cold: stop",
    ]);
    expect(report?.outcome).toMatchObject({ turnsPerRepeat: 1, processor: { median: 1, minimum: 1 } });
  });

  it("asks for the memory of the first turn where the case wants it", async () => {
    const { start, contender, calls } = setUp();
    const [report] = await runCase({ ...caseOf([contender("x", [1])]), measuresMemory: true }, start, options);
    expect(calls.slice(0, 3)).toEqual(["x: start", "x: memory", "x: result"]);
    expect(report?.outcome).toMatchObject({ memory: 4096 });
    const [without] = await runCase(caseOf([contender("x", [1])]), start, options);
    expect(without?.outcome).not.toHaveProperty("memory");
  });
});
