import { FunctionBuilder } from "./functionBuilder.ts";
import type { Lanes } from "./lanes.ts";
import { simd } from "./instructions.ts";
import { Local, operation, type Statement, typeCode, Value, type ValueType } from "./value.ts";
import { compile, type Exports, instantiate, type Memory, type MemoryLimits } from "./webAssembly.ts";
import { Writer } from "./writer.ts";

export interface ModuleOptions {
  /** Fuse products and sums as the machine does it: faster, and the last bits differ from machine to machine. Default false. */
  readonly relaxed?: boolean;
  /** The memory that it imports as "env" "memory", with limits that it must keep. Default none. */
  readonly memory?: Partial<MemoryLimits>;
}

export interface Signature<P extends readonly ValueType[], R extends ValueType | undefined> {
  readonly parameters: P;
  /** Default none. */
  readonly result?: R;
  /** Can it be called from outside, by its name? Default false. */
  readonly export?: boolean;
  /** Are vector constants read once, before everything else? Right where there is a loop. Default true. */
  readonly hoists?: boolean;
}

/** A function of a module, to be called by others of it. */
export interface ModuleFunction<P extends readonly ValueType[], R extends ValueType | undefined> {
  /** As a value or, where there is no result, as a statement for `run`. */
  call(...args: { [I in keyof P]: Value<P[I]> }): R extends ValueType ? Value<R> : Statement;
}

/** Writes code for lanes where it is asked for, and returns its result. */
export type Generator<X extends readonly Value<"v128">[] = readonly Value<"v128">[]> = (
  f: FunctionBuilder,
  lanes: Lanes,
  ...x: X
) => Value<"v128">;

interface Entry {
  readonly name: string;
  readonly parameters: readonly ValueType[];
  readonly result: ValueType | undefined;
  readonly exported: boolean;
  readonly body: FunctionBuilder;
}

/**
 * A WebAssembly module in the making.
 *
 * @param options - `relaxed`: fuse products and sums (see `supports.relaxed`); `memory`: that of the import "env" "memory", if there is one.
 * @example
 * const module = new ModuleBuilder()
 * module.function("cube", { parameters: ["f64"], result: "f64", export: true }, (f, x) => {
 *   f.return(f64.mul(f64.mul(x, x), x));
 * })
 * module.instantiate().cube(3) // → 27
 * @see https://webassembly.github.io/spec/core/binary/modules.html
 */
export class ModuleBuilder {
  readonly #relaxed: boolean;
  readonly #memory: Partial<MemoryLimits> | undefined;
  readonly #functions: Entry[] = [];
  /** By their bytes. */
  readonly #constants = new Map<string, { readonly index: number; readonly bytes: Uint8Array }>();
  readonly #shared = new Map<Lanes, Map<unknown, unknown>>();

  constructor({ relaxed = false, memory }: ModuleOptions = {}) {
    this.#relaxed = relaxed;
    this.#memory = memory;
  }

  /** Adds a function; `write` is called at once, with its builder and its parameters. */
  function<const P extends readonly ValueType[], R extends ValueType | undefined = undefined>(
    name: string,
    signature: Signature<P, R>,
    write: (f: FunctionBuilder, ...parameters: { [I in keyof P]: Local<P[I]> }) => void,
  ): ModuleFunction<P, R> {
    const { parameters, result, export: exported = false, hoists = true } = signature;
    const body = new FunctionBuilder({
      parameterCount: parameters.length,
      relaxed: this.#relaxed,
      hoists,
      globalOf: (bytes) => this.#globalOf(bytes),
    });
    // In the list before it is written: it may add functions itself.
    const index = this.#functions.push({ name, parameters, result, exported, body }) - 1;
    // The types of a tuple are lost in map.
    write(body, ...(parameters.map((type, i) => new Local(type, i)) as { [I in keyof P]: Local<P[I]> }));
    const call = (...args: readonly Value[]): Statement => {
      const { type, emit } = operation(result ?? "i32", 0x10, args, [index]);
      // Without a result it is no value, so that only `run` takes it.
      return result === undefined ? { emit } : new Value(type, emit);
    };
    return { call } as ModuleFunction<P, R>;
  }

  #globalOf(bytes: Uint8Array): number {
    const key = bytes.join();
    const known = this.#constants.get(key) ?? { index: this.#constants.size, bytes };
    this.#constants.set(key, known);
    return known.index;
  }

  /** A generator as a function of its own, added when it is first asked for. */
  shared<X extends readonly Value<"v128">[]>(generate: Generator<X>, lanes: Lanes): SharedFunction<X> {
    const ofLanes = this.#shared.get(lanes) ?? new Map<unknown, unknown>();
    this.#shared.set(lanes, ofLanes);
    if (!ofLanes.has(generate)) {
      // The first two parameters are builder and lanes.
      const parameters = Array.from({ length: generate.length - 2 }, () => "v128" as const);
      const signature = { parameters, result: "v128", hoists: false } as const;
      const shared = this.function(`${lanes.name}.${generate.name}`, signature, (f, ...x) => {
        f.return(generate(f, lanes, ...(x as readonly Value<"v128">[] as X)));
      });
      ofLanes.set(generate, shared);
    }
    // What is kept for a generator takes as many vectors as it.
    return ofLanes.get(generate) as SharedFunction<X>;
  }

  /** The module, in WebAssembly's binary format. */
  bytes(): Uint8Array {
    const module = new Writer();
    module.append([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
    const functions = this.#functions;
    section(module, 1, functions, (to, { parameters, result }) => {
      to.byte(0x60);
      to.sized(parameters.map(typeCode));
      to.sized(result === undefined ? [] : [typeCode(result)]);
    });
    const imported = this.#memory === undefined ? [] : [this.#memory];
    section(module, 2, imported, (to, { minimum = 0, maximum, shared = false }) => {
      to.name("env");
      to.name("memory");
      to.byte(2);
      to.byte((maximum === undefined ? 0 : 1) + (shared ? 2 : 0));
      to.unsigned(minimum);
      if (maximum !== undefined) to.unsigned(maximum);
    });
    section(module, 3, functions, (to, _, index) => to.unsigned(index));
    section(module, 6, [...this.#constants.values()], (to, { bytes }) => {
      to.append([typeCode("v128"), 0]);
      to.instruction(simd(12));
      to.append(bytes);
      to.byte(0x0b);
    });
    const exported = [...functions.entries()].filter(([, { exported }]) => exported);
    section(module, 7, exported, (to, [index, { name }]) => {
      to.name(name);
      to.byte(0);
      to.unsigned(index);
    });
    section(module, 10, functions, (to, { body }) => to.sized(body.finish()));
    // The custom section by which profilers and stack traces name functions.
    const names = new Writer();
    names.name("name");
    section(names, 1, functions, (to, { name }, index) => {
      to.unsigned(index);
      to.name(name);
    });
    module.byte(0);
    module.sized(names.bytes);
    return new Uint8Array(module.bytes);
  }

  /** Compiles and instantiates, at once; the functions that are exported, by name. */
  instantiate(memory?: Memory): Exports {
    return instantiate(compile(this.bytes()), memory);
  }
}

/** Number of the section, its size, number of entries, entries. */
function section<T>(
  module: Writer,
  id: number,
  entries: readonly T[],
  write: (to: Writer, entry: T, index: number) => void,
): void {
  if (entries.length === 0) return;
  const content = new Writer();
  content.unsigned(entries.length);
  for (const [index, entry] of entries.entries()) write(content, entry, index);
  module.byte(id);
  module.sized(content.bytes);
}

type SharedFunction<X extends readonly Value<"v128">[]> = ModuleFunction<{ [I in keyof X]: "v128" }, "v128">;
