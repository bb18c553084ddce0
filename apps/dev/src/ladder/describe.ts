import type { LadderResult } from "./check.ts";

/** The result as lines for a terminal: one a violation, then the sum. */
export function describeLadder({ packages, imports, violations }: LadderResult): string {
  const lines = violations.map(({ file, line, from, to, why }) => `${file}:${line}  ${from} → ${to}: ${why}`);
  const sum = violations.length === 0 ? "none breaks the ladder" : `${violations.length} violations`;
  return [...lines, `${imports} imports of ${packages} packages read, ${sum}.`].join("\n");
}
