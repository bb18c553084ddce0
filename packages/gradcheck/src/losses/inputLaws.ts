import {
  type Loss,
  type LossOptions,
  ParameterError,
  type Parameters,
  ShapeError,
  SurprisalError,
} from "@surprisal/contract";
import { full, moveAxis } from "@surprisal/tensor";
import * as fc from "fast-check";
import { assertLaw } from "../law.ts";
import { classCountOf, isRowwise, predictionsOf, targetsOf } from "./example.ts";
import { batches } from "./examples.ts";
import { nameOf, type LossLaw } from "./options.ts";
import { expectEqual } from "./valueLaws.ts";
import { takesClassWeights } from "./weightLaws.ts";

export type ErrorClass = abstract new (...inputs: never[]) => SurprisalError;

/** Throws unless `body` throws an error of the class that names the loss and the argument. */
export function expectError(
  loss: Pick<Loss, "lossName">,
  what: string,
  kind: ErrorClass,
  argument: string,
  body: () => unknown,
): void {
  let error: unknown;
  try {
    body();
  } catch (thrown) {
    error = thrown;
  }
  if (error === undefined) throw new Error(`${what} is accepted, expected ${kind.name}`);
  if (!(error instanceof kind))
    throw new Error(
      `${what} gives ${error instanceof Error ? `${error.name}: ${error.message}` : "no Error"}, expected ${kind.name}`,
      { cause: error },
    );
  for (const part of [loss.lossName, argument]) {
    if (!error.message.includes(part))
      throw new Error(`the error for ${what} does not name ${part}: ${error.message}`, { cause: error });
  }
}

/** What does not fit is refused with a typed error that names the loss and the argument. */
export const refusesBadInput: LossLaw = {
  name: "refuses bad input with a typed error that names the argument",
  applies: () => true,
  check(loss, options = {}) {
    const property = fc.property(batches(loss, options, "ordinary", 3, 2), (batch) => {
      const [x, y] = [predictionsOf(batch), targetsOf(batch)];
      const n = batch.examples.length;
      const refuses = (what: string, kind: ErrorClass, argument: string, given: LossOptions): void =>
        expectError(loss, what, kind, argument, () => loss(x, y, given));
      // A misspelt option, as only JavaScript lets it through.
      refuses("an unknown option", ParameterError, "sampleWeight,", { sampleWeight: 1 } as LossOptions);
      refuses("a negative sample weight", ParameterError, "sampleWeights[0]", { sampleWeights: full([n], -1) });
      refuses("a sample weight of NaN", ParameterError, "sampleWeights[0]", { sampleWeights: full([n], Number.NaN) });
      refuses("sample weights of another length", ShapeError, "sampleWeights", { sampleWeights: full([n + 1], 1) });
      const count = classCountOf(loss, batch);
      if (takesClassWeights(loss, batch)) {
        refuses("class weights of another length", ShapeError, "classWeights", { classWeights: full([count + 1], 1) });
        refuses("a negative class weight", ParameterError, "classWeights[0]", { classWeights: full([count], -1) });
      } else refuses("class weights", ParameterError, "classWeights", { classWeights: full([count], 1) });
      if (isRowwise(batch.kind)) refuses("an axis that is not there", ParameterError, "axis", { axis: 5 });
      refuses(
        batch.kind === "classes" ? "a fractional ignored class" : "an ignored class",
        ParameterError,
        "ignoreIndex",
        { ignoreIndex: [0.5] },
      );
    });
    assertLaw(nameOf(loss), this.name, property, options, 10);
  },
};

/** What parameters are refused by, whatever kind of loss has them. */
type Parametrized = Pick<Loss, "lossName" | "parameters" | "specification"> & {
  with(parameters: Parameters): Pick<Loss, "parameters">;
};

/** Throws unless parameters outside of their domain, of another type or unknown are refused. */
export function expectParametersRefused(loss: Parametrized): void {
  const take = (changes: Parameters) => (): unknown => loss.with(changes);
  expectError(loss, "an unknown parameter", ParameterError, "unheardOf", take({ unheardOf: 1 }));
  for (const [name, { default: standard, oneOf, domain }] of Object.entries(loss.specification)) {
    if (oneOf !== undefined)
      expectError(loss, `${name} of another value`, ParameterError, name, take({ [name]: "unheard of" }));
    else if (typeof standard === "number") {
      expectError(loss, `${name} as text`, ParameterError, name, take({ [name]: "1" }));
      if (domain !== undefined) expectError(loss, `${name} of NaN`, ParameterError, name, take({ [name]: Number.NaN }));
    }
  }
  const same = loss.with({});
  if (JSON.stringify(same.parameters) !== JSON.stringify(loss.parameters))
    throw new Error("with({}) changes parameters");
}

/** Parameters outside of their domain, of another type or unknown are refused; `with` keeps the others. */
export const refusesBadParameters: LossLaw = {
  name: "refuses parameters that it does not take",
  applies: () => true,
  check(loss, options = {}) {
    const property = fc.property(fc.constant(nameOf(loss)), () => expectParametersRefused(loss));
    assertLaw(nameOf(loss), this.name, property, options, 1);
  },
};

/** `axis` says where the classes are: moved there, they give the same losses. */
export const takesAnyClassAxis: LossLaw = {
  name: "takes the classes on any axis",
  applies: ({ target }) => target.some(isRowwise),
  check(loss, options = {}) {
    const property = fc.property(batches(loss, options, "ordinary", 4), (batch) => {
      if (!isRowwise(batch.kind)) return;
      const [x, y] = [predictionsOf(batch), targetsOf(batch)];
      const moved = loss(moveAxis(x, -1, 0), batch.kind === "classes" ? y : moveAxis(y, -1, 0), { axis: 0 }).data;
      loss(x, y).data.forEach((value, i) =>
        expectEqual(`the loss of example ${i} with the classes first`, moved[i] as number, value, 1e-12, 1),
      );
    });
    assertLaw(nameOf(loss), this.name, property, options, 20);
  },
};
