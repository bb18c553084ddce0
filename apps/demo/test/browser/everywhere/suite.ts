import {
  allocate,
  type ArrayType,
  type Block,
  exp,
  expm1,
  f32x4,
  f64x2,
  type Generator,
  i32,
  kernelMemoryImport,
  type Lanes,
  log,
  log1p,
  ModuleBuilder,
  multiplyMatrices,
  runParallel,
  sigmoid,
  softplus,
  supports,
  tanh,
  ThreadedModule,
  type ThreadOptions,
  type Value,
} from "@surprisal/kernels";
import { backendInfo, type BackendInfo, compileLoss, startThreads } from "@surprisal/contract/compile";
import {
  binaryCrossEntropy,
  brierScore,
  crossEntropy,
  generalizedCrossEntropy,
  huber,
  softmaxFocal,
} from "@surprisal/losses";

// Kernels and compiled losses against float64, wherever this is run: in Node, in a page, in a Worker.

/** What came of it, fit for postMessage and JSON. */
export interface Report {
  readonly backend: BackendInfo;
  readonly checks: number;
  /** What was not as exact as it should be. */
  readonly failures: readonly string[];
  /** Of all deterministic results, by all bits. */
  readonly digest: number;
  /** Has every result the same bits with threads as without? */
  readonly sameBits: boolean;
}

/** Numbers that look drawn, from −1 to 1. */
const scattered = (length: number, start: number): Float64Array =>
  Float64Array.from({ length }, (_, i) => (((i + start) * 0.6180339887498949) % 1) * 2 - 1);

class Results {
  checks = 0;
  readonly failures: string[] = [];
  readonly all: ArrayBufferView[] = [];
  readonly deterministic: ArrayBufferView[] = [];

  /** Compares by the largest entry, or element by element. */
  compare(name: string, found: FloatArray, expected: ArrayLike<number>, tolerance: number, each = false): void {
    this.checks++;
    this.all.push(found);
    let [error, largest] = [0, 1e-300];
    for (let i = 0; i < found.length; i++) {
      const right = expected[i] as number;
      largest = Math.max(largest, Math.abs(right));
      const miss = Math.abs((found[i] as number) - right) / (each ? Math.abs(right) || 1 : 1);
      if (!(miss <= error)) error = miss;
    }
    const relative = each ? error : error / largest;
    if (!(relative <= tolerance)) this.failures.push(`${name}: off by ${relative}, expected ${tolerance} at most`);
  }
}

type FloatArray = Float32Array | Float64Array;
const types = [Float32Array, Float64Array] as const;

const functions: readonly (readonly [Generator<readonly [Value<"v128">]>, (x: number) => number])[] = [
  [exp, Math.exp],
  [expm1, Math.expm1],
  [log, Math.log],
  [log1p, Math.log1p],
  [tanh, Math.tanh],
  [sigmoid, (x) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)))],
  [softplus, (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))],
];

function checkMathematics(results: Results): void {
  for (const lanes of [f32x4, f64x2]) {
    for (const relaxed of [false, ...(supports.relaxed ? [true] : [])]) {
      const module = elementwise(lanes, relaxed);
      const Type = types[lanes.bytes === 4 ? 0 : 1];
      const input = new Type(scattered(4000, 3).map((x) => x * 20));
      using from = allocate(input.byteLength);
      using to = allocate(input.byteLength);
      for (const [generate, exact] of functions) {
        const x = generate === log || generate === log1p ? input.map(Math.abs) : input;
        from.array<FloatArray>(Type).set(x);
        const range = { from: 0, to: input.byteLength / 16, grain: 100 };
        runParallel([{ module, kernel: generate.name, args: [from.offset, to.offset] }], range);
        const found = new Type(to.array<FloatArray>(Type));
        // Math itself may be one unit off.
        const tolerance = lanes.bytes === 4 ? 2.5e-7 : 8e-16;
        results.compare(`${lanes.name} ${generate.name}`, found, Array.from(x, exact), tolerance, true);
        if (!relaxed) results.deterministic.push(found);
      }
    }
  }
}

/** y ← f(x) for each of the functions, over vectors. */
function elementwise(lanes: Lanes, relaxed: boolean): ThreadedModule {
  const builder = new ModuleBuilder({ relaxed, memory: kernelMemoryImport() });
  const parameters = ["i32", "i32", "i32", "i32"] as const;
  for (const [generate] of functions) {
    builder.function(generate.name, { parameters, export: true }, (f, from, to, first, end) =>
      f.for(first, end, 1, (i) => {
        const at = f.local(i32.mul(i, 16));
        const x = f.local(lanes.load(i32.add(from, at)));
        f.store(i32.add(to, at), generate(f, lanes, x));
      }),
    );
  }
  return new ThreadedModule(builder.bytes());
}

function checkMatrices(results: Results): void {
  const [rows, inner, columns] = [310, 400, 90];
  for (const Type of types) {
    const [a, b] = [new Type(scattered(rows * inner, 1)), new Type(scattered(inner * columns, 7))];
    const expected = new Float64Array(rows * columns);
    for (let row = 0; row < rows; row++)
      for (let l = 0; l < inner; l++)
        for (let column = 0; column < columns; column++)
          expected[row * columns + column]! += a[row * inner + l]! * b[l * columns + column]!;
    for (const deterministic of [false, true]) {
      const c = new Type(rows * columns);
      multiplyMatrices<FloatArray>(a, b, c, { rows, inner, columns, deterministic });
      results.compare(`product ${Type.name}`, c, expected, Type === Float32Array ? 5e-6 : 1e-14);
      if (deterministic) results.deterministic.push(c);
    }
  }
}

type Arrays = [FloatArray, FloatArray | Int32Array, FloatArray, FloatArray];

/** Uses copies of arrays in the kernels' memory, where there is one: those are what threads share. */
function inKernelMemory<R>(arrays: Arrays, use: (own: Arrays) => R): R {
  if (!supports.simd) return use(arrays);
  const blocks = arrays.map(({ byteLength }) => allocate(byteLength));
  // Only now: a memory that is not shared takes its views with it when it grows.
  const own = arrays.map((array, k) => {
    const view = (blocks[k] as Block).array(array.constructor as ArrayType<FloatArray>);
    view.set(array);
    return view;
  });
  const result = use(own as Arrays);
  for (const block of blocks) block.free();
  return result;
}

function checkLosses(results: Results): void {
  const cases = [
    [crossEntropy, "classes", 10],
    [crossEntropy, "classes", 100],
    [softmaxFocal, "classes", 10],
    [generalizedCrossEntropy, "classes", 40],
    [brierScore, "classes", 3],
    [binaryCrossEntropy, "probability", 1],
    [huber, "real", 1],
  ] as const;
  for (const [loss, kind, width] of cases) {
    for (const dtype of ["float64", "float32"] as const) {
      const count = Math.ceil(70_000 / width) + 1;
      const Type = types[dtype === "float32" ? 0 : 1];
      const z = new Type(scattered(count * width, 5).map((x) => x * 8));
      const goals = Array.from({ length: count }, (_, i) => i % Math.max(width, 2));
      const y = kind === "classes" ? Int32Array.from(goals) : Type.from(goals);
      const pass = (options: Parameters<typeof compileLoss>[3], Out: typeof Type | Float64ArrayConstructor) => {
        const compiled = compileLoss(loss, kind, width, options);
        return inKernelMemory([z, y, new Out(count), new Out(count * width)], (own) => {
          compiled.run(count, own[0], own[1], own[2], own[3]);
          return [new Out(own[2]), new Out(own[3])] as const;
        });
      };
      const expected = pass({ form: "interpreter" }, Float64Array);
      for (const deterministic of [false, true]) {
        for (const [i, found] of pass({ dtype, deterministic }, Type).entries()) {
          const name = `${loss.lossName} ${width} ${dtype} ${["value", "gradient"][i]}`;
          results.compare(name, found, expected[i]!, dtype === "float32" ? 1e-6 : 1e-13);
          if (deterministic && supports.simd) results.deterministic.push(found);
        }
      }
    }
  }
}

/** FNV-1a, of words of 32 bits. */
function digestOf(views: readonly ArrayBufferView[]): number {
  let hash = 0x811c9dc5;
  for (const { buffer, byteLength, byteOffset } of views)
    for (const word of new Int32Array(buffer, byteOffset, byteLength / 4)) hash = Math.imul(hash ^ word, 0x01000193);
  return hash >>> 0;
}

function runAll(): Results {
  const results = new Results();
  if (supports.simd) {
    checkMathematics(results);
    checkMatrices(results);
  }
  checkLosses(results);
  return results;
}

/** Runs everything on one thread and then on as many as are asked for. */
export async function runSuite(threads: number, options: ThreadOptions = {}): Promise<Report> {
  const alone = runAll();
  await startThreads(threads, options);
  const together = runAll();
  return {
    backend: backendInfo(),
    checks: alone.checks + together.checks,
    failures: [...new Set([...alone.failures, ...together.failures])],
    digest: digestOf(alone.deterministic),
    sameBits: digestOf(alone.all) === digestOf(together.all),
  };
}
