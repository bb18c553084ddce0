import { setImmediate } from "node:timers/promises";
import { scope, type Tensor } from "@surprisal/tensor";
import type { Training } from "./trainings.ts";

/** Trains for so many steps, calls back after each, and gives the last weights. */
export type Manner = (training: Training, steps: number, afterStep: (step: number) => void) => Tensor | Promise<Tensor>;

/** After each step something that may be waited for; nothing is released by hand. */
const waiting =
  (pause: () => Promise<unknown>, call: <T>(step: () => T) => T): Manner =>
  async ({ start, step }, steps, afterStep) => {
    let weights = start;
    for (let i = 0; i < steps; i++) {
      const before = weights;
      ({ weights } = call(() => step(before)));
      await pause();
      afterStep(i);
    }
    return weights;
  };
const directly = <T>(step: () => T): T => step();

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
  /** A scope a step, and the weights before it disposed of. */
  scopeAndDispose: ({ start, step }, steps, afterStep) => {
    let weights = start;
    for (let i = 0; i < steps; i++) {
      const next = scope(() => step(weights));
      if (i > 0) weights[Symbol.dispose]();
      ({ weights } = next);
      afterStep(i);
    }
    return weights;
  },
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
  promises: waiting(() => Promise.resolve(), directly),
  macrotasks: waiting(() => setImmediate(), directly),
  scopeAndMacrotasks: waiting(() => setImmediate(), scope),
} satisfies Readonly<Record<string, Manner>>;

export type MannerName = keyof typeof manners;
// The keys are all that its type says.
export const mannerNames = Object.keys(manners) as readonly MannerName[];
