export type Kernel = (...args: number[]) => unknown;

/** What is shared out: start and end of the range, how many rows are a block, how many a task, how many tasks there are, and in how many parts they lie. */
export type Sharing = readonly [from: number, to: number, grain: number, rows: number, tasks: number, parts: number];

/**
 * Runs the tasks of a job that no other thread takes: those of the thread's own part, which it has had the last time, then what is left of the others.
 * It is sent to the workers as text, so it names nothing from outside.
 *
 * @param next - of each part the next task that nobody has taken.
 * @param kernels - bound to their arguments but for those that say which block: spreading them at each call takes four times as long as the call.
 */
export function runTasks(
  next: Int32Array,
  [from, to, grain, rows, tasks, parts]: Sharing,
  kernels: readonly Kernel[],
  thread: number,
): void {
  for (let k = 0; k < parts; k++) {
    const part = (thread + k) % parts;
    const last = Math.floor(((part + 1) * tasks) / parts);
    for (let task; (task = Atomics.add(next, part, 1)) < last;) {
      const end = Math.min(from + (task + 1) * rows, to);
      for (let first = from + task * rows; first < end; first += grain)
        for (const kernel of kernels) kernel(first, Math.min(first + grain, end), thread);
    }
  }
}
