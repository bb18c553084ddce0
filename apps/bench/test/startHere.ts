import { timed, type Clock } from "../src/harness/clock.ts";
import type { Start } from "../src/harness/enter.ts";
import type { ContenderProcess } from "../src/harness/ownProcess.ts";

/** Stands for processes: contenders run here, by a clock of the test. What is called is written down. */
export function startHere(clock: Clock, calls: string[] = []): Start {
  return async (contender): Promise<ContenderProcess> => {
    if (!("prepare" in contender)) throw new TypeError("expected a contender of JavaScript");
    const { run, result } = await contender.prepare();
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
