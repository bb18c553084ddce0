import { expect, test } from "vitest";
import { DTypeError, ParameterError, ShapeError, SurprisalError } from "../../src/index.ts";

test.each([ShapeError, DTypeError, ParameterError])("%o has its name and is a SurprisalError", (Kind) => {
  const error = new Kind("what", { cause: 7 });
  expect(error).toBeInstanceOf(SurprisalError);
  expect(error).toBeInstanceOf(Error);
  expect(error.name).toBe(Kind.name);
  expect(error.cause).toBe(7);
});
