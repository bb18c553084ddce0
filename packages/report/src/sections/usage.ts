import type { ReportInput } from "../input.ts";
import type { Section } from "../page/section.ts";
import { html } from "../text/html.ts";
import { shellArgument } from "../text/shell.ts";

const defaultPath = "model.json";

const command = (path: string): string => `surprisal predict ${shellArgument(path)} new.csv`;

/** A program that reads the saved model and a table, and predicts. */
export const program = (path: string): string => `import { readFile } from "node:fs/promises";
import { readTable } from "@surprisal/data/node";
import { TableClassifier } from "@surprisal/models";

const model = await readFile(${JSON.stringify(path)}, "utf8");
const classifier = TableClassifier.fromJSON(JSON.parse(model));

const table = await readTable("new.csv");
console.log(classifier.predict(table));
`;

/** How to use the saved model, from a terminal and from a program. */
export const usage = ({ model }: ReportInput): Section => {
  const path = model.path ?? defaultPath;
  return {
    id: "usage",
    title: "Using the model",
    body: html` <p>
        ${model.path === undefined ? html`The model was not saved; <code>--model ${defaultPath}</code> would do so. Then, in a terminal` : "In a terminal"},
        with a file that has the same columns (the target may be absent):
      </p>
      <pre tabindex="0" role="region" aria-label="Command">${command(path)}</pre>
      <p>In TypeScript:</p>
      <pre tabindex="0" role="region" aria-label="Program">${program(path)}</pre>`,
  };
};
