/** What something took, in seconds: of the processor, user and system, all threads of the process; and on the wall. */
export interface Spent {
  readonly processor: number;
  readonly wall: number;
}

/** The time so far. A test has one of its own. */
export type Clock = () => Spent;

export const processClock: Clock = () => {
  const { user, system } = process.cpuUsage();
  return { processor: (user + system) / 1e6, wall: performance.now() / 1e3 };
};

/** What a piece of work took, done so many times over. */
export async function timed(clock: Clock, turns: number, run: () => unknown): Promise<Spent> {
  const before = clock();
  for (let turn = 0; turn < turns; turn++) {
    // An await costs as much as a small kernel: only what is a promise is waited for.
    const running = run();
    if (running instanceof Promise) await running;
  }
  const after = clock();
  return { processor: after.processor - before.processor, wall: after.wall - before.wall };
}
