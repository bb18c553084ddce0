import { SurprisalError } from "@surprisal/contract";
import type { Tensor } from "@surprisal/tensor";

/** Where a call that must be refused is not, in words. */
export function refusal(call: () => Tensor): string | undefined {
  try {
    return `gave ${JSON.stringify(call().toArray())}, expected an error`;
  } catch (error) {
    return error instanceof SurprisalError ? undefined : `threw ${String(error)}, expected an error of this library`;
  }
}
