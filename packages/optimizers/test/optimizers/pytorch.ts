import type { Optimizer } from "@surprisal/contract";
import { tensor } from "@surprisal/tensor";
import * as fc from "fast-check";
import { expect } from "vitest";

/** One weight under a sequence of gradients: what it is after each of them. */
export type Reference = (start: number, gradients: readonly number[]) => number[];

/** torch.optim.SGD as its documentation states it, line by line, with dampening 0 and no weight decay. */
export const torchSgd =
  (learningRate: number, momentum: number, nesterov: boolean): Reference =>
  (start, gradients) => {
    let theta = start;
    let buffer = 0;
    return gradients.map((gradient, i) => {
      let g = gradient;
      if (momentum !== 0) {
        buffer = i === 0 ? g : momentum * buffer + g;
        g = nesterov ? g + momentum * buffer : buffer;
      }
      theta -= learningRate * g;
      return theta;
    });
  };

/** torch.optim.AdamW as its documentation states it; with weight decay 0 it is torch.optim.Adam. */
export const torchAdamW =
  (learningRate: number, beta1: number, beta2: number, epsilon: number, weightDecay: number): Reference =>
  (start, gradients) => {
    let theta = start;
    let m = 0;
    let v = 0;
    return gradients.map((g, i) => {
      const t = i + 1;
      theta -= learningRate * weightDecay * theta;
      m = beta1 * m + (1 - beta1) * g;
      v = beta2 * v + (1 - beta2) * g * g;
      const mHat = m / (1 - beta1 ** t);
      const vHat = v / (1 - beta2 ** t);
      theta -= (learningRate * mHat) / (Math.sqrt(vHat) + epsilon);
      return theta;
    });
  };

/** Where an optimizer takes a float64 weight. */
export function trajectory(optimizer: Optimizer, start: number, gradients: readonly number[]): number[] {
  let weights = tensor(Float64Array.of(start));
  let state = optimizer.init(weights);
  return gradients.map((gradient) => {
    ({ weights, state } = optimizer.step(tensor(Float64Array.of(gradient)), state, weights));
    return weights.data[0] ?? Number.NaN;
  });
}

/** The optimizer goes where the reference goes, for any weight and any ten gradients. */
export function expectSamePath(optimizer: Optimizer, reference: Reference): void {
  const number = fc.double({ min: -1e3, max: 1e3, noNaN: true });
  fc.assert(
    fc.property(number, fc.array(number, { minLength: 1, maxLength: 10 }), (start, gradients) => {
      const expected = reference(start, gradients);
      const size = Math.max(...[start, ...gradients, ...expected].map(Math.abs));
      trajectory(optimizer, start, gradients).forEach((weight, i) => {
        expect(Math.abs(weight - expected[i]!)).toBeLessThanOrEqual(1e-12 * size + 1e-300);
      });
    }),
  );
}

/** Numbers written by hand, to the digits written. */
export function expectClose(actual: readonly number[], expected: readonly number[], digits = 12): void {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, digits));
}
