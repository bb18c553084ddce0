import { f64, i32, kernelMemoryImport, ModuleBuilder, ThreadedModule } from "@surprisal/kernels";

/** Kernels to try threads with. All take (…, first, end, thread). */
export function tryouts(): ThreadedModule {
  const module = new ModuleBuilder({ memory: kernelMemoryImport() });
  const exported = { export: true } as const;
  const three = ["i32", "i32", "i32"] as const;
  const four = ["i32", "i32", "i32", "i32"] as const;

  /** Some 70 µs of work, 0 in the end. */
  const work = module.function("work", { parameters: [], result: "i32" }, (f) => {
    const x = f.local(f64.const(1));
    f.for(0, 100_000, 1, () => f.set(x, f64.mul(x, 1.0000001)));
    f.return(f64.lt(x, 0));
  });

  /** The number of the thread behind `at`, once a block. */
  module.function("whoWorks", { parameters: four, ...exported }, (f, at, first, _, thread) => {
    f.store(i32.add(at, i32.mul(first, 4)), i32.add(thread, work.call()));
  });

  /** Sums of 1 / (1 + i), each block's in its place. */
  module.function("sums", { parameters: four, ...exported }, (f, at, grain, first, end) => {
    const sum = f.local("f64");
    f.for(first, end, 1, (i) => f.set(sum, f64.add(sum, f64.div(1, f64.add(1, f64.fromI32S(i))))));
    f.store(i32.add(at, i32.mul(i32.divU(first, grain), 8)), sum);
  });

  /** Keeps `first` for the thread. */
  module.function("keep", { parameters: four, ...exported }, (f, scratch, first, _, thread) => {
    f.store(i32.add(scratch, i32.mul(thread, 4)), i32.add(first, work.call()));
  });

  /** Works what was kept for the thread into the number of so many rows together, in a way that minds the order. */
  module.function(
    "workIn",
    { parameters: ["i32", "i32", ...four], ...exported },
    (f, at, scratch, rows, first, _, thread) => {
      const place = f.local(i32.add(at, i32.mul(i32.divU(first, rows), 4)));
      const kept = i32.load(i32.add(scratch, i32.mul(thread, 4)));
      f.store(place, i32.add(i32.mul(i32.load(place), 31), kept));
    },
  );

  /** Fails in all threads but the first, and in that one if it is told so. */
  module.function("fails", { parameters: four, ...exported }, (f, here, _, __, thread) => {
    f.if(i32.or(here, thread), () => f.run(i32.divU(1, 0)));
    f.run(work.call());
  });

  /** Never ends in another thread than the first. */
  module.function("hangs", { parameters: three, ...exported }, (f, _, __, thread) => {
    f.run(work.call());
    f.if(thread, () => f.loop((again) => f.branch(again)));
  });
  return new ThreadedModule(module.bytes());
}
