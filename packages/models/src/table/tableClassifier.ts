import { ClassError, DataError } from "@surprisal/contract";
import {
  encodeLabels,
  inferColumnKinds,
  TableEncoder,
  type ColumnKinds,
  type Table,
  type TableEncoderJSON,
} from "@surprisal/data";
import type { Tensor } from "@surprisal/tensor";
import { field, show, text } from "../json.ts";
import type { LinearClassifierJSON } from "../linear/json.ts";
import type { FitOptions, LinearOptions } from "../linear/options.ts";
import { LogisticRegression } from "../logisticRegression.ts";
import { SoftmaxRegression } from "../softmaxRegression.ts";

export interface TableClassifierOptions extends LinearOptions, FitOptions {
  /** Which columns are read as numbers and which as categories. Default: all but the target, by what they hold. */
  readonly columns?: ColumnKinds;
}

/** A fitted TableClassifier as plain data. */
export interface TableClassifierJSON {
  readonly format: "surprisal-table-classifier";
  readonly version: 1;
  readonly target: string;
  readonly classes: readonly string[];
  readonly encoder: TableEncoderJSON;
  readonly model: LinearClassifierJSON;
}

const format = "surprisal-table-classifier";
const unit = "TableClassifier";

/**
 * From rows of a table to the class of each: an encoder and, behind it, logistic regression for two classes or softmax regression for more.
 *
 * @example
 * const train = parseTable("mass,island,species\n3700,Dream,Adelie\n5000,Biscoe,Gentoo\n3500,Dream,Adelie\n5200,Biscoe,Gentoo\n")
 * const model = await TableClassifier.fit(train, "species")
 * model.classes // → ["Adelie", "Gentoo"]
 * model.predict(parseTable("island,mass\nBiscoe,4900\n")) // → ["Gentoo"]
 */
export class TableClassifier {
  /** The column that is predicted. */
  readonly target: string;
  /** The names of the classes, sorted by code point. */
  readonly classes: readonly string[];
  readonly encoder: TableEncoder;
  readonly model: LogisticRegression | SoftmaxRegression;

  private constructor(
    target: string,
    classes: readonly string[],
    encoder: TableEncoder,
    model: LogisticRegression | SoftmaxRegression,
  ) {
    this.target = target;
    this.classes = classes;
    this.encoder = encoder;
    this.model = model;
  }

  /**
   * Learns to tell one column of a table from the others.
   *
   * @param table - the training rows.
   * @param target - the name of the column to predict; any text is a class, but an empty cell is none.
   * @param options - those of the model (`c` …), `columns`, `signal`, `onProgress`.
   * @returns a promise of the fitted classifier.
   * @throws DataError for a missing column, an empty cell in the target, fewer than two classes or no column to learn from; ParameterError.
   */
  static async fit(
    table: Table,
    target: string,
    { columns, onProgress, signal, ...options }: TableClassifierOptions = {},
  ): Promise<TableClassifier> {
    const { classes, indices } = encodeLabels(readTarget(table, target));
    const [only] = classes;
    if (only === undefined) throw new DataError(`${table.name}: no rows, expected at least two of different classes`);
    if (classes.length < 2) {
      throw new DataError(
        `${table.name}: column ${show(target)} holds only ${show(only)}, expected two classes or more`,
      );
    }
    const kinds = columns ?? inferColumnKinds(table, { exclude: [target] });
    if (kinds.numeric.length + kinds.categorical.length === 0) {
      throw new DataError(`${table.name}: no column beside ${show(target)}, expected one to learn from`);
    }
    const encoder = TableEncoder.fit(table, kinds);
    const model = classes.length === 2 ? new LogisticRegression(options) : new SoftmaxRegression(options);
    await model.fit(encoder.transform(table), indices, {
      ...(signal && { signal }),
      ...(onProgress && { onProgress }),
    });
    return new TableClassifier(target, classes, encoder, model);
  }

  /** The most probable class of each row; the table has the columns of training, in any order. */
  predict(table: Table): string[] {
    return Array.from(this.model.predict(this.encoder.transform(table)).data, (index) => this.classes[index] ?? "");
  }

  /** The probability of each class, `[N, C]` in the order of `classes`, float64. */
  predictProbability(table: Table): Tensor {
    return this.model.predictProbability(this.encoder.transform(table));
  }

  /** The logits of each class, `[N, C]` in the order of `classes`, float64. */
  predictLogits(table: Table): Tensor {
    return this.model.predictLogits(this.encoder.transform(table));
  }

  /**
   * The classes that stand in a column of a table, as places in `classes`.
   *
   * @param table - rows whose classes are known.
   * @param target - the column they stand in. Default: the one of training.
   * @returns `[N]`.
   * @throws DataError for a missing column or an empty cell; ClassError for a class that training did not see, with its line.
   */
  actual(table: Table, target: string = this.target): Int32Array {
    const places = new Map(this.classes.map((name, index) => [name, index]));
    return Int32Array.from(readTarget(table, target), (label, i) => {
      const place = places.get(label);
      if (place !== undefined) return place;
      const where = `${table.name}, line ${table.lineNumbers[i]}`;
      throw new ClassError(
        `${where}: ${target} is ${show(label)}, expected a class of training: ${this.#someClasses()}`,
      );
    });
  }

  #someClasses(): string {
    const shown = this.classes.slice(0, 8).map(show).join(", ");
    return this.classes.length > 8 ? `${shown} … (${this.classes.length} in all)` : shown;
  }

  /** The fitted classifier as plain data; `fromJSON` makes the same of it. */
  toJSON(): TableClassifierJSON {
    return {
      format,
      version: 1,
      target: this.target,
      classes: this.classes,
      encoder: this.encoder.toJSON(),
      model: this.model.toJSON(),
    };
  }

  /**
   * The classifier that `toJSON` wrote.
   *
   * @param json - the parsed data; it is not trusted.
   * @throws DataError naming the field that is not as it must be.
   */
  static fromJSON(json: unknown): TableClassifier {
    if (field(unit, json, "format") !== format || field(unit, json, "version") !== 1) {
      throw new DataError(
        `${unit}: format is ${show(field(unit, json, "format"))}, version ${show(field(unit, json, "version"))}, expected "${format}", version 1`,
      );
    }
    const classes = field(unit, json, "classes");
    if (!Array.isArray(classes) || !classes.every((name): name is string => typeof name === "string")) {
      throw new DataError(`${unit}: classes is ${show(classes)}, expected a list of names`);
    }
    if (new Set(classes).size !== classes.length) throw new DataError(`${unit}: classes has a name twice`);
    const encoder = TableEncoder.fromJSON(field(unit, json, "encoder"));
    const stored = field(unit, json, "model");
    const model =
      field(unit, stored, "model") === "LogisticRegression"
        ? LogisticRegression.fromJSON(stored)
        : SoftmaxRegression.fromJSON(stored);
    if (model.classCount !== classes.length || model.featureCount !== encoder.featureNames.length) {
      throw new DataError(
        `${unit}: the model has ${model.classCount} classes and ${model.featureCount} features, expected ${classes.length} and ${encoder.featureNames.length}`,
      );
    }
    return new TableClassifier(text(unit, json, "target"), classes, encoder, model);
  }
}

function readTarget(table: Table, target: string): readonly string[] {
  const labels = table.column(target);
  const empty = labels.indexOf("");
  if (empty !== -1) {
    throw new DataError(`${table.name}, line ${table.lineNumbers[empty]}: ${target} is empty, expected a class`);
  }
  return labels;
}
