import { mersenne } from "pure-rand/generator/mersenne";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";
import { ParameterError } from "../core/errors.ts";

/** A source of random numbers. It advances as it is used; whoever takes one says so in an argument. */
export type Generator = RandomGenerator;

/**
 * A source of random numbers from a seed: the same seed gives the same numbers on every machine (Mersenne Twister).
 *
 * @param seed - a whole number.
 * @returns a generator.
 * @throws ParameterError for a seed that is no whole number.
 * @example
 * uniform([2], generator(7)) // → [0.8837, 0.9148]
 */
export function generator(seed: number): Generator {
  if (!Number.isInteger(seed)) throw new ParameterError(`generator: seed is ${seed}, expected a whole number`);
  return mersenne(seed | 0);
}

/**
 * A new generator from the next number of another, so that parts of a program draw independently of how much the others draw.
 *
 * @param parent - advances by one number.
 * @returns a generator of its own.
 * @example
 * uniform([1], split(generator(7))).shape // → [1]
 */
export function split(parent: Generator): Generator {
  return mersenne(parent.next());
}
