import type { Lanes } from "../assembler/lanes.ts";
import type { ModuleBuilder, ModuleFunction } from "../assembler/moduleBuilder.ts";
import { f32, f64, i32 } from "../assembler/scalars.ts";
import type { Local, Value } from "../assembler/value.ts";

/** Sums that are added up side by side: one addition takes longer than what it adds takes to come. */
const sums = 4;

/** Adds the function total(at, count, bytes): the sum of so many numbers, so many bytes from each other, in float64. */
export function addTotal(
  module: ModuleBuilder,
  computed: Lanes,
): ModuleFunction<readonly ["i32", "i32", "i32"], "f64"> {
  return module.function(
    "total",
    { parameters: ["i32", "i32", "i32"], result: "f64", export: true },
    (f, at, count, bytes) => {
      const totals = Array.from({ length: sums }, () => f.local("f64"));
      const [first, ...rest] = totals as [Local<"f64">, ...Local<"f64">[]];
      const load = (): Value<"f64"> => (computed.type === "f32" ? f64.promote(f32.load(at)) : f64.load(at));
      const add = (total: Local<"f64">): void => {
        f.set(total, f64.add(total, load()));
        f.set(at, i32.add(at, bytes));
      };
      f.while(
        () => i32.geS(count, sums),
        () => {
          for (const total of totals) add(total);
          f.set(count, i32.sub(count, sums));
        },
      );
      f.for(0, count, 1, () => add(first));
      f.return(rest.reduce<Value<"f64">>((sum, each) => f64.add(sum, each), first));
    },
  );
}
