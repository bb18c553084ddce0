import type { RowInput } from "../../src/compile/tracedRows.ts";

/** Inputs of row functions in float64: a row, a number a row, and an index a row. */
export const row: RowInput = { form: "row", dtype: "float64" };
export const number: RowInput = { form: "number", dtype: "float64" };
export const index: RowInput = { form: "number", dtype: "int32" };
