import { nameOf, operand } from "./javascriptOps.ts";
import type { LoopReduction } from "./schedule.ts";

interface Printed {
  readonly before: string;
  /** In the loop. */
  readonly line: string;
  readonly after: readonly string[];
}

/** @param kept - asks for the name of the memory that the vector is kept in. */
export function printReduction(each: LoopReduction, kept: () => string): Printed {
  const [name, value] = [nameOf(each), operand(each.vector)];
  const sum: Printed = { before: `let ${name} = 0;`, line: `${name} += ${value};`, after: [] };
  switch (each.kind) {
    case "sum":
      return sum;
    case "sumExcept":
      return { ...sum, line: `if (j !== ${operand(each.index)}) ${sum.line}` };
    case "max":
      return { ...sum, before: `let ${name} = -Infinity;`, line: `if (${value} > ${name}) ${name} = ${value};` };
    case "rest": {
      // Only where the others add up to less than 1 have they digits that the sum has not.
      const e = kept();
      const again = `for (let j = 0; j < ${e}.length; j++) if (${e}[j] === 1) ones++; else ${name} += ${e}[j];`;
      return {
        ...sum,
        after: [`if (${name} < 2) { let ones = -1; ${name} = 0; ${again} ${name} += ones; } else ${name} -= 1;`],
      };
    }
    case "argmax": {
      const [most, started] = [`m${each.id}`, `started${each.id}`];
      return {
        before: `let ${name} = 0, ${most} = -Infinity, ${started} = false;`,
        // The first of equals, NaN before all.
        line: `if (!${started} || ${value} > ${most} || (${value} !== ${value} && ${most} === ${most})) { ${started} = true; ${most} = ${value}; ${name} = j; }`,
        after: [],
      };
    }
  }
}
