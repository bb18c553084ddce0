import { stripVTControlCharacters } from "node:util";
import type { Outcome, Stage } from "./stages.ts";

/** Where the lines go. */
export interface Paper {
  /** Whether this is a terminal, where a line can be written over, and in colours. */
  readonly isTerminal: boolean;
  write(text: string): void;
}

/**
 * Runs every stage, each whatever the others did, and says how it went, with the sum as the last line.
 *
 * @returns whether nothing failed.
 */
export async function verify(root: string, stages: readonly Stage[], paper: Paper): Promise<boolean> {
  const start = performance.now();
  const width = Math.max(...stages.map(({ name }) => name.length));
  const bad: string[] = [];
  let [passed, failed] = [0, 0];
  for (const stage of stages) {
    const began = performance.now();
    const stopWaiting = showWaiting(stage.name, began, paper);
    const outcome = await runStage(stage, root);
    stopWaiting();
    passed += outcome.passed;
    failed += outcome.failed;
    const mark = outcome.failed === 0 ? "✓" : "✗";
    paper.write(`${mark} ${stage.name.padEnd(width)}  ${outcome.statement} (${seconds(began)})\n`);
    if (outcome.failed === 0) continue;
    bad.push(stage.name);
    const details = paper.isTerminal ? outcome.details : stripVTControlCharacters(outcome.details);
    paper.write(`\n${indent(details)}\n\n`);
  }
  const summary =
    bad.length === 0
      ? `Everything passed, in ${seconds(start)}.`
      : `Failed: ${bad.join(", ")}, in ${seconds(start)}. One stage alone: npm test -- --only ${bad[0]}`;
  paper.write(`\n${summary}\n${passed} passed, ${failed} failed\n`);
  return failed === 0;
}

/** A stage that breaks is a stage that failed. */
async function runStage(stage: Stage, root: string): Promise<Outcome> {
  try {
    return await stage.run(root);
  } catch (error) {
    const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { passed: 0, failed: 1, statement: "could not be run", details };
  }
}

/** In a terminal, shows that a stage is at work and for how long, until stopped. */
function showWaiting(name: string, began: number, paper: Paper): () => void {
  if (!paper.isTerminal) return () => {};
  const show = () => paper.write(`\r… ${name} ${seconds(began)}`);
  show();
  const timer = setInterval(show, 1000);
  return () => {
    clearInterval(timer);
    paper.write("\r\u001b[K");
  };
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

function indent(text: string): string {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => `  ${line}`.trimEnd())
    .join("\n");
}
