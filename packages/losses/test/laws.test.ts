import type { Loss } from "@surprisal/contract";
import { lawsOfLoss, variantsOf } from "@surprisal/gradcheck";
import { expect, test } from "vitest";
import * as losses from "../src/index.ts";
import { batch } from "./laws/batch.ts";
import { core } from "./laws/core.ts";
import { margin } from "./laws/margin.ts";
import { regression } from "./laws/regression.ts";
import { robust } from "./laws/robust.ts";
import { scores } from "./laws/scores.ts";
import { testLaws } from "./laws/testLaws.ts";

const named = { ...batch, ...core, ...margin, ...regression, ...robust, ...scores };
const others = Object.entries<object>(losses).filter(([name]) => !Object.hasOwn(named, name));

test("every loss has the name that it is exported as; what is named under laws is exported", () => {
  for (const [name, loss] of Object.entries(losses)) expect(loss.lossName).toBe(name);
  for (const name of Object.keys(named)) expect(Object.keys(losses)).toContain(name);
});

test("losses of a whole batch are named under laws, with where their inputs come from", () => {
  expect(others.filter(([, loss]) => !("traits" in loss)).map(([name]) => name)).toEqual([]);
});

// A loss that is not named there is put to the laws as it is, and with other parameters that it declares.
if (others.length > 0) {
  testLaws(
    Object.fromEntries(
      others.map(([name, loss]) => {
        const own = loss as unknown as Loss;
        return [name, lawsOfLoss(own, { variants: variantsOf(own) })];
      }),
    ),
  );
}
