import type { Evaluation } from "../evaluation.ts";
import type { ReportColumn, ReportInput } from "../input.ts";
import { dataTable } from "../page/dataTable.ts";
import { renderDetails, type Section } from "../page/section.ts";
import { formatCount, formatCounted, formatPercent, formatTick } from "../text/format.ts";
import { html, type Html, type HtmlValue } from "../text/html.ts";
import { named } from "../text/names.ts";

// Longer tables stand aside; columns beyond the last of these are counted only (images and texts have thousands).
const inPlace = 20;
const mostColumns = 200;

const aside = (rows: number, summary: string, table: Html): Html =>
  rows > inPlace ? renderDetails(summary, table) : table;

const columnTable = (columns: readonly ReportColumn[], trainingRows: number): Html => {
  const left = columns.length - mostColumns;
  return dataTable(
    left > 0
      ? `The first ${mostColumns} columns; ${formatCounted(left, "more column")} left out.`
      : "Columns the model reads; values missing among the training rows.",
    [{ title: "Column" }, { title: "Kind", isText: true }, { title: "Missing" }],
    columns
      .slice(0, mostColumns)
      .map(({ name, kind, missing, levels }) => [
        named(name),
        levels === undefined ? kind : `${kind}, ${formatCounted(levels, "level")}`,
        missing === 0 ? "0" : `${formatCount(missing)} (${formatPercent(missing / trainingRows)})`,
      ]),
  );
};

const classTable = ({ classes, trainCounts, testCounts }: Evaluation, trainingRows: number): Html =>
  dataTable(
    "Classes and their rows.",
    [{ title: "Class" }, { title: "Training" }, { title: "Share" }, ...(testCounts ? [{ title: "Test" }] : [])],
    classes.map((name, i) => [
      named(name, 200),
      formatCount(trainCounts[i] ?? 0),
      formatPercent((trainCounts[i] ?? 0) / trainingRows),
      ...(testCounts ? [formatCount(testCounts[i] ?? 0)] : []),
    ]),
  );

const preparation = ({ columns, standardized }: ReportInput["data"]): Html[] => {
  const numeric = columns.filter(({ kind }) => kind === "numeric");
  const categorical = columns.filter(({ kind }) => kind === "categorical");
  const isMissing = (some: readonly ReportColumn[]) => some.some(({ missing }) => missing > 0);
  return [
    numeric.length > 0 &&
      isMissing(numeric) &&
      html`A missing number counts as the mean of its column over the training rows.`,
    numeric.length > 0 && standardized && html`Numeric columns were then brought to mean 0 and standard deviation 1.`,
    categorical.length > 0 &&
      html`A categorical column became one column of 0 and 1 for each of its
      levels${isMissing(categorical) && html`; missing is a level of its own`}.`,
  ].filter((sentence) => sentence !== false);
};

/** What was fitted on what. */
export const fitted = (input: ReportInput, evaluation: Evaluation): Section => {
  const { data, model, train, test } = input;
  const trainingRows = train.actual.length;
  const prepared = preparation(data);
  const count = (kind: ReportColumn["kind"]) => data.columns.filter((column) => column.kind === kind).length;
  const facts: readonly (readonly [string, HtmlValue])[] = [
    ["File", named(data.file, 300)],
    ["Test file", data.testFile !== undefined && named(data.testFile, 300)],
    [
      "Rows",
      test
        ? `${formatCount(trainingRows)} training, ${formatCount(test.actual.length)} test`
        : `${formatCount(trainingRows)}, all used for training`,
    ],
    ["Split", data.split],
    ["Target", named(data.target)],
    [
      "Columns",
      data.columns.length > 0 &&
        `${formatCount(count("numeric"))} numeric, ${formatCount(count("categorical"))} categorical`,
    ],
    ["Classes", formatCount(input.classes.length)],
    ["Model", model.name],
    ["C", `${formatTick(model.c)}; smaller C shrinks coefficients more`],
    ["Software", input.software],
    ["Date", input.date],
  ];
  return {
    id: "fitted",
    title: "What was fitted on what",
    body: html` <dl>
        ${facts.map(
          ([name, value]) =>
            value !== false &&
            html`<dt>${name}</dt>
              <dd>${value}</dd> `,
        )}
      </dl>
      ${data.columns.length > 0 && aside(data.columns.length, `${formatCounted(data.columns.length, "column")} in detail`, columnTable(data.columns, trainingRows))}
      ${aside(input.classes.length, `${formatCounted(input.classes.length, "class", "classes")} in detail`, classTable(evaluation, trainingRows))}
      ${prepared.length > 0 && html`<p>${prepared.map((sentence) => [sentence, " "])}</p>`}`,
  };
};
