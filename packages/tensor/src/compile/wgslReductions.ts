import { nameOf } from "./javascriptOps.ts";
import type { LoopReduction } from "./schedule.ts";
import { lowest } from "./wgslGroup.ts";
import { wgslOperand, wgslPlace } from "./wgslOps.ts";

interface Printed {
  readonly before: string;
  /** In the loop. */
  readonly line: string;
  readonly after: readonly string[];
}

/** @param isShared - whether invocations share a row: each has a part of the result first. */
export function printReduction(each: LoopReduction, isShared: boolean): Printed {
  const [name, value] = [nameOf(each), wgslOperand(each.vector)];
  const whole = (f: string, ...own: string[]): string => `${f}(${[...own, "lane"].join(", ")})`;
  const shared = (text: string): readonly string[] => (isShared ? [`${name} = ${text};`] : []);
  const after = shared(whole("groupSum", name));
  const sum: Printed = { before: `var ${name} = 0.0;`, line: `${name} += ${value};`, after };
  switch (each.kind) {
    case "sum":
      return sum;
    case "sumExcept":
      return { ...sum, line: `if (j != ${wgslPlace(each.index)}) { ${sum.line} }` };
    case "max":
      return {
        before: `var ${name} = ${lowest};`,
        line: `${name} = max(${name}, ${value});`,
        after: shared(whole("groupMax", name)),
      };
    case "rest": {
      const ones = `ones${each.id}`;
      return {
        before: `${sum.before} var ${ones} = 0.0;`,
        line: `if (${value} == 1.0) { ${ones} += 1.0; } else { ${sum.line} }`,
        after: [...after, `${name} += ${isShared ? whole("groupSum", ones) : ones} - 1.0;`],
      };
    }
    case "argmax": {
      const most = `most${each.id}`;
      return {
        before: `var ${name} = 0.0; var ${most} = ${lowest};`,
        // The first of equals.
        line: `if (${value} > ${most}) { ${most} = ${value}; ${name} = f32(j); }`,
        after: shared(whole("groupPlace", name, most)),
      };
    }
  }
}
