import { setImmediate } from "node:timers/promises";
import { scope, type Tensor } from "@surprisal/tensor";
import type { Training } from "./trainings.ts";

/** Trains for so many steps, calls back after each, and gives the last weights. */
export type Manner = (training: Training, steps: number, afterStep: (step: number) => void) => Tensor | Promise<Tensor>;

/** Nothing released, and after each step something that may be waited for. */
const waiting =
  (pause: () => Promise<unknown> | undefined): Manner =>
  async ({ start, step }, steps, afterStep) => {
    let weights = start;
    for (let i = 0; i < steps; i++) {
      ({ weights } = step(weights));
      await pause();
      afterStep(i);
    }
    return weights;
  };

/** The ways to train that memory is to bear. */
export const manners = {
  /** All is released as soon as it has served. */
  explicit: ({ start, step }, steps, afterStep) =>
    scope(() => {
      let weights = start;
      for (let i = 0; i < steps; i++) {
        const next = scope(() => step(weights));
        next.value[Symbol.dispose]();
        // The first are not its own.
        if (i > 0) weights[Symbol.dispose]();
        ({ weights } = next);
        afterStep(i);
      }
      return weights;
    }),
  scope: ({ start, step }, steps, afterStep) => {
    let weights = start;
    for (let i = 0; i < steps; i++) {
      ({ weights } = scope(() => step(weights)));
      afterStep(i);
    }
    return weights;
  },
  synchronous: ({ start, step }, steps, afterStep) => {
    let weights = start;
    for (let i = 0; i < steps; i++) {
      ({ weights } = step(weights));
      afterStep(i);
    }
    return weights;
  },
  promises: waiting(() => Promise.resolve()),
  macrotasks: waiting(() => setImmediate()),
} satisfies Readonly<Record<string, Manner>>;

export type MannerName = keyof typeof manners;
// The keys are all that its type says.
export const mannerNames = Object.keys(manners) as readonly MannerName[];
