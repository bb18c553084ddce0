import { timeOf, type BenchReport, type CaseReport, type ContenderReport } from "../harness/report.ts";
import { showRatio, showTime } from "./format.ts";
import { caseTable, fastest, isRight, plainJavaScript, showCheck, speedUp, type Measured } from "./rows.ts";

/** The report as Markdown: a summary of a line a case for the README, and all contenders below it. */
export function markdown(report: BenchReport): string {
  return [summaryTable(report.cases), ...report.cases.map(section)].join("\n\n");
}

/**
 * A line a case: ours at its fastest, and the fastest peers with how many times as long they take. Processor time of one thread, medians; on
 * the wall for two threads, with how many times as fast as one they are. Peers that are wrong are shown as such; ours would not be shown at all.
 */
function summaryTable(cases: readonly CaseReport[]): string {
  const hasThreads = cases.some(({ contenders }) => contenders.some(onThreads));
  const head = [
    "work",
    "ours",
    "of the floor",
    ...(hasThreads ? ["two threads"] : []),
    "fastest in JavaScript",
    "its time",
    "fastest native",
    "its time",
  ];
  const rows = cases.map(({ work, size, contenders }) => {
    const single = contenders.filter((each) => !onThreads(each));
    const ours = fastest(single.filter(isRight), ["ours"]);
    const both = fastest(contenders.filter(onThreads).filter(isRight), ["ours"]);
    const javascript = fastest(single, ["javascript peer"]) ?? plainJavaScript(single);
    const native = fastest(single, ["native peer"]);
    return [
      `${work}, ${size}`,
      ...own(ours),
      ...(hasThreads ? [both ? `${showTime(timeOf(both.outcome, both))}, ${speedUp(both, contenders)}` : ""] : []),
      ...beside(javascript, ours),
      ...beside(native, ours),
    ];
  });
  return table([head, ...rows]);
}

const onThreads = ({ threads }: ContenderReport): boolean => threads !== undefined;

function own(ours: Measured | undefined): [string, string] {
  if (!ours) return ["", ""];
  const { processor, floor } = ours.outcome;
  const { median } = processor;
  return [`${showTime(median)} (${ours.name}, ${ours.precision})`, floor ? showRatio(median / floor.seconds) : ""];
}

function beside(peer: Measured | undefined, ours: Measured | undefined): [string, string] {
  if (!peer) return ["", ""];
  const { median } = peer.outcome.processor;
  const ratio = ours ? `, ${showRatio(median / ours.outcome.processor.median)}` : "";
  const wrong = isRight(peer) ? "" : ` (${showCheck(peer.outcome)})`;
  return [`${peer.name}, ${peer.precision}${wrong}`, `${showTime(median)}${ratio}`];
}

function section(report: CaseReport): string {
  return `**${report.work}, ${report.size}**\n\n${table(caseTable(report))}`;
}

function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${head.map((_, column) => (cells[column] ?? "").replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n");
}
