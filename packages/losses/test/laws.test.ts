import { expect, test } from "vitest";
import * as losses from "../src/index.ts";
import { batch } from "./laws/batch.ts";
import { core } from "./laws/core.ts";
import { margin } from "./laws/margin.ts";
import { regression } from "./laws/regression.ts";
import { robust } from "./laws/robust.ts";
import { scores } from "./laws/scores.ts";

test("every export has its laws, and the name it is exported as", () => {
  expect(Object.keys({ ...batch, ...core, ...margin, ...regression, ...robust, ...scores }).toSorted()).toEqual(
    Object.keys(losses).toSorted(),
  );
  for (const [name, loss] of Object.entries(losses)) expect(loss.lossName).toBe(name);
});
