import { fork } from "node:child_process";
import type { CaseReport, Floors } from "./report.ts";

/** What a process is asked to measure. */
export interface CaseRequest {
  readonly work: string;
  readonly size: string;
  readonly floors: Floors;
  /** Contenders that have ended the process of an earlier try, and how. */
  readonly fatal: Readonly<Record<string, string>>;
}

/** What it says: whose turn it is, and in the end what was measured, or why nothing was. */
export type CaseMessage = { readonly turn: string } | { readonly report: CaseReport } | { readonly failed: string };

/**
 * Measures a case in a process of its own, which starts with an empty memory and compilers that know nothing yet. A contender that ends the process is
 * left out of the next try, and reported as failed.
 *
 * @param script - the module that measures: it gets a CaseRequest and sends CaseMessages.
 */
export async function ownProcessCase(script: string, asked: Omit<CaseRequest, "fatal">): Promise<CaseReport> {
  const fatal: Record<string, string> = {};
  for (;;) {
    const { last, turn, ending } = await tryCase(script, { ...asked, fatal });
    if (last && "report" in last) return last.report;
    if (last && "failed" in last) throw new Error(`${asked.work}, ${asked.size}: ${last.failed}`);
    if (turn === undefined || turn in fatal)
      throw new Error(`${asked.work}, ${asked.size}: its process ended (${ending})`);
    fatal[turn] = `its process ended (${ending})`;
  }
}

interface Try {
  readonly last: CaseMessage | undefined;
  readonly turn: string | undefined;
  readonly ending: string;
}

async function tryCase(script: string, request: CaseRequest): Promise<Try> {
  // Reports have infinities, which JSON has not.
  const child = fork(script, {
    execArgv: ["--expose-gc", "--conditions", "@surprisal/source"],
    serialization: "advanced",
  });
  let [last, turn]: [CaseMessage | undefined, string | undefined] = [undefined, undefined];
  child.on("message", (message) => {
    // It is ours.
    last = message as CaseMessage;
    if ("turn" in last) ({ turn } = last);
  });
  child.send(request);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ last, turn, ending: signal ?? `code ${code}` }));
  });
}
