import { Command, InvalidArgumentError, Option } from "commander";
import type { evaluate } from "./commands/evaluate.ts";
import type { FitCommandOptions } from "./fit/options.ts";
import type { Output } from "./output/output.ts";
import { version } from "./software.ts";

const positiveNumber = (text: string): number => {
  const value = Number(text);
  if (text.trim() !== "" && value > 0 && value < Infinity) return value;
  throw new InvalidArgumentError("Expected a number above 0.");
};

const wholeNumberFrom2 = (text: string): number => {
  const value = Number(text);
  if (text.trim() !== "" && Number.isInteger(value) && value >= 2) return value;
  throw new InvalidArgumentError("Expected a whole number from 2.");
};

/** The command line: what can be asked, and which function answers, loaded when it is asked: help need not wait for models. */
export function createProgram(output: Output): Command {
  const program = new Command("surprisal")
    .description("From a data file to a trained, explained, saved classifier.")
    .version(version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => output.stdout.write(text),
      writeErr: (text) => output.stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, "surprisal: ")),
    })
    .addHelpText(
      "after",
      `
Files are CSV, or TSV if so named, also packed (.gz), with the names of the columns in the first row. A column of numbers is numeric,
any other categorical; "", "?" and "NA" are missing values. Any text is a class.

Example:
  surprisal fit penguins.csv --target species --test-every 5 --model penguins.json --report penguins.html
  surprisal predict penguins.json new.csv`,
    );

  program
    .command("fit")
    .description(
      "Fit logistic regression (two classes) or softmax regression (more) to a file, and say how good it is.",
    )
    .argument("<file>", "training rows")
    .requiredOption("--target <column>", "the column to predict")
    .addOption(new Option("--test <file>", "rows to test on").conflicts("testEvery"))
    .option("--test-every <n>", "set every n-th row of the file aside to test on", wholeNumberFrom2)
    .option("--c <number>", "inverse strength of the L2 penalty, as scikit-learn's C", positiveNumber, 1)
    .option("--model <path>", "write the model there, as JSON")
    .option("--report <path>", "write a report there, as one HTML file")
    .option("--json", "print one JSON object instead of text")
    .action(async (file: string, options: FitCommandOptions) => {
      const { fit } = await import("./commands/fit.ts");
      await fit(file, options, output);
    });

  program
    .command("predict")
    .description("Print, as CSV, the most probable class of each row and the probability of every class.")
    .argument("<model>", "a model that fit has written")
    .argument("<file>", "rows with the columns that the model was trained on")
    .action(async (model: string, file: string) => {
      const { predict } = await import("./commands/predict.ts");
      await predict(model, file, output);
    });

  program
    .command("evaluate")
    .description("Compare a model's predictions with the classes in a file.")
    .argument("<model>", "a model that fit has written")
    .argument("<file>", "rows with the columns that the model was trained on, and their classes")
    .requiredOption("--target <column>", "the column with the classes")
    .option("--json", "print one JSON object instead of text")
    .action(async (model: string, file: string, options: Parameters<typeof evaluate>[2]) => {
      const { evaluate } = await import("./commands/evaluate.ts");
      await evaluate(model, file, options, output);
    });

  return program;
}
