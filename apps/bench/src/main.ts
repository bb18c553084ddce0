import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureFloors } from "./floors/measureFloors.ts";
import { processClock } from "./harness/clock.ts";
import { describeMachine } from "./harness/machine.ts";
import type { Start } from "./harness/enter.ts";
import { measureCase } from "./harness/measureCase.ts";
import type { CaseReport } from "./harness/report.ts";
import { parseReport, printReport } from "./harness/reportFile.ts";
import { runWorks } from "./harness/runWorks.ts";
import { startContender } from "./harness/startContender.ts";
import type { Work, WorkSize } from "./harness/work.ts";
import { markdown } from "./output/markdown.ts";
import { isRight } from "./output/rows.ts";
import { caseText, machineText } from "./output/text.ts";
import { installNativePeers, noPython } from "./peers/python.ts";
import { runOptions } from "./runOptions.ts";
import { works } from "./works/index.ts";

const usage = `Usage: pnpm bench [--only NAME] [--json FILE]
       pnpm bench --markdown FILE

--only NAME      the works and sizes that have NAME in "work, size", such as "softmax" or "1024 × 1000"
--json FILE      also writes the report to FILE
--markdown FILE  measures nothing: prints the report in FILE as tables

Works:
${works.map(({ name, sizes }) => `  ${sizes.map((size) => `${name}, ${size.name}`).join("\n  ")}`).join("\n")}`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(2).filter((argument) => argument !== "--"),
    options: {
      only: { type: "string", default: "" },
      json: { type: "string" },
      markdown: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    console.log(usage);
  } else if (values.markdown === undefined) {
    await measure(values.only, values.json);
  } else {
    console.log(markdown(parseReport(await readFile(values.markdown, "utf8"))));
  }
}

async function measure(only: string, path: string | undefined): Promise<void> {
  const head = { machine: describeMachine(), floors: await measureFloors(processClock) };
  console.log(machineText(head));
  const cases: CaseReport[] = [];
  const module = join(import.meta.dirname, "works/index.ts");
  const run = async (work: Work, size: WorkSize): Promise<CaseReport> => {
    const names = { work: work.name, size: size.name };
    try {
      const start: Start = (contender) => startContender(contender, { module, ...names });
      return await measureCase(work, size, head.floors, start, runOptions);
    } catch (error) {
      complain(error);
      return { ...names, contenders: [] };
    }
  };
  for await (const report of runWorks(works, only, run)) {
    console.log(caseText(report));
    cases.push(report);
    // After each case: a run that is broken off leaves what it has.
    if (path !== undefined) await writeFile(path, printReport({ ...head, cases }));
  }
  if (cases.length === 0)
    throw new Error(`bench: --only is ${JSON.stringify(only)}, expected part of a name\n${usage}`);
  const contenders = cases.flatMap((each) => each.contenders);
  if (contenders.some(({ outcome }) => "skipped" in outcome && outcome.skipped.startsWith(noPython))) {
    console.log(`\nNative peers on Debian: ${installNativePeers}`);
  }
  const own = contenders.filter(({ side, outcome }) => side === "ours" && !("skipped" in outcome));
  if (!own.every(isRight)) process.exitCode = 1;
}

/** The others go on; the run has failed. */
function complain(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

await main().catch(complain);
