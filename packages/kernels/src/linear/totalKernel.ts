import type { FunctionBuilder } from "../assembler/functionBuilder.ts";
import type { Lanes } from "../assembler/lanes.ts";
import type { ModuleBuilder, ModuleFunction } from "../assembler/moduleBuilder.ts";
import { f32, f64, i32 } from "../assembler/scalars.ts";
import type { Local, Value } from "../assembler/value.ts";

/** Sums that are added up side by side: one addition takes longer than what it adds takes to come. */
const sums = 4;

type TotalFunction = ModuleFunction<readonly ["i32", "i32", "i32"], "f64">;

/** Adds the function total(at, count, bytes): the sum of so many numbers, so many bytes from each other, in float64. */
export function addTotal(module: ModuleBuilder, computed: Lanes): TotalFunction {
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

/** Adds the sums of the factors of some rows, output by output, to numbers in memory and, unless `values` is 0, that of the values to one behind. */
export function addTotals(
  f: FunctionBuilder,
  total: TotalFunction,
  { bytes }: Lanes,
  outputs: number,
  { factors, values, to, first, end }: Readonly<Record<"factors" | "values" | "to" | "first" | "end", Local<"i32">>>,
): void {
  const rows = f.local(i32.sub(end, first));
  const addTotalOf = (from: Value<"i32">, distance: number): void =>
    f.store(to, f64.add(f64.load(to), total.call(from, rows, i32.const(distance))));
  const own = f.local(i32.add(factors, i32.mul(first, outputs * bytes)));
  f.for(0, outputs, 1, () => {
    addTotalOf(own, outputs * bytes);
    f.set(own, i32.add(own, bytes));
    f.set(to, i32.add(to, 8));
  });
  f.if(values, () => addTotalOf(i32.add(values, i32.mul(first, bytes)), bytes));
}
