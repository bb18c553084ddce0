import { timed, type Clock } from "../src/harness/clock.ts";
import type { Start } from "../src/harness/enter.ts";
import type { ContenderProcess } from "../src/harness/ownProcess.ts";
import type { Load, Runner } from "../src/harness/work.ts";

/**
 * Stands for processes: contenders run here, by a clock of the test. What is called is written down. Of a load each line or turn takes a second
 * of that clock.
 */
export function startHere(clock: Clock, calls: string[] = [], pass?: (seconds: number) => void): Start {
  return async (contender): Promise<ContenderProcess> => {
    if ("command" in contender) throw new TypeError("expected a contender of JavaScript");
    const { run, result } = "load" in contender ? pretend(contender.load, pass) : await contender.prepare();
    const call = (what: string): void => void calls.push(`${contender.name}: ${what}`);
    call("start");
    return {
      measure: async (turns, before) => {
        call(before === 0 ? `${turns}` : `${turns} after ${before}`);
        for (let turn = 0; turn < before; turn++) await run();
        return timed(clock, turns, run);
      },
      memory: async () => (call("memory"), 4096),
      result: async () => (call("result"), result()),
      stop: async () => call("stop"),
    };
  };
}

function pretend({ passes }: Load, pass: (seconds: number) => void = () => {}): Runner {
  const seconds = passes.reduce((sum, { count }) => sum + count, 0);
  return { run: () => pass(seconds), result: () => ({}) };
}
