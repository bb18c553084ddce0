import { SurprisalError } from "@surprisal/contract";

/** What a loss gives; undefined where it has none: outside of its domain, without a parameter that it needs, no form of that kind. */
export function attempt<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof SurprisalError) return undefined;
    throw error;
  }
}
