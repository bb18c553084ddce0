import type { Check } from "@surprisal/gradcheck";
import { describe, test } from "vitest";

/** Puts the laws of some losses to the test. */
export function testLaws(losses: Readonly<Record<string, readonly Check[]>>): void {
  describe.each(Object.entries(losses))("%s", (_, checks) => {
    for (const { check, name } of checks) test(name, check);
  });
}
