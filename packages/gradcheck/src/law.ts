import { SurprisalError } from "@surprisal/tensor";
import * as fc from "fast-check";

/** One law put to one unit: to be handed to the test runner, as `test(name, check)`. */
export interface Check {
  readonly name: string;
  /** Throws LawError where the law does not hold. */
  readonly check: () => void;
}

/** How often and from which seed the laws draw their inputs. */
export interface RunOptions {
  /** The seed that a failure has printed. Without it every run draws anew. */
  readonly seed?: number;
  /** How many inputs a law draws. Default 100, fewer for laws that are costly. */
  readonly runs?: number;
}

/**
 * A law that does not hold: which unit breaks it, at which input, with which numbers, and the seed to see it again.
 *
 * @example
 * new LawError("hinge", "is convex", "0.7 lies above the chord").message // → "hinge breaks the law \"is convex\": 0.7 lies above the chord"
 */
export class LawError extends SurprisalError {
  override name = "LawError";
  readonly unit: string;
  readonly law: string;
  constructor(unit: string, law: string, reason: string, options?: ErrorOptions) {
    super(`${unit} breaks the law "${law}": ${reason}`, options);
    this.unit = unit;
    this.law = law;
  }
}

/** Runs a property; a failure becomes a LawError that says what was found and how to see it again. */
export function assertLaw<Ts>(
  unit: string,
  law: string,
  property: fc.IProperty<Ts>,
  { seed, runs }: RunOptions,
  standardRuns = 100,
): void {
  const details = fc.check(property, { numRuns: runs ?? standardRuns, ...(seed !== undefined && { seed }) });
  if (!details.failed) return;
  const cause = details.errorInstance;
  const found = cause instanceof Error ? `${cause.message}\n` : "";
  throw new LawError(unit, law, `${found}${fc.defaultReportMessage(details)}`, { cause });
}
