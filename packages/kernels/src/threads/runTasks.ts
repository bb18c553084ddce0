export type Kernel = (...args: number[]) => unknown;

/** What is shared out: start and end of the range, how many rows are a block, how many a task, how many tasks there are, and in how many parts they lie. */
export type Sharing = readonly [from: number, to: number, grain: number, rows: number, tasks: number, parts: number];

/**
 * Runs the tasks of a job that no other thread takes: those of the thread's own part, which it has had the last time, then what is left of the others.
 * It is sent to the workers as text, so it names nothing from outside.
 *
 * @param next - of each part the next task that nobody has taken.
 * @param given - the arguments of each kernel before those that say which block.
 */
export function runTasks(
  next: Int32Array,
  [from, to, grain, rows, tasks, parts]: Sharing,
  kernels: readonly Kernel[],
  given: readonly (readonly number[])[],
  thread: number,
): void {
  // Bound once: spreading the arguments takes four times as long as the call.
  const calls = kernels.map((kernel, s) => kernel.bind(undefined, ...given[s]!));
  for (let k = 0; k < parts; k++) {
    const part = (thread + k) % parts;
    const last = Math.floor(((part + 1) * tasks) / parts);
    for (let task; (task = Atomics.add(next, part, 1)) < last;) {
      const end = Math.min(from + (task + 1) * rows, to);
      for (let first = from + task * rows; first < end; first += grain)
        for (const call of calls) call(first, Math.min(first + grain, end), thread);
    }
  }
}
