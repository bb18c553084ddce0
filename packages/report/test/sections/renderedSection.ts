import { report, type ReportInput } from "../../src/index.ts";
import { readPage } from "../readPage.ts";

/** The page of an input, read back, and the text of one of its sections. */
export const renderedSection = (id: string, input: ReportInput) => {
  const page = readPage(report(input));
  return { page, text: page.section(id) };
};
