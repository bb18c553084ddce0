/** The limits of a memory, in pages of 64 KiB. */
export interface MemoryLimits {
  readonly minimum: number;
  readonly maximum?: number;
  /** Between threads; then there must be a maximum. */
  readonly shared?: boolean;
}

/** A WebAssembly.Memory. */
export interface Memory {
  readonly buffer: ArrayBuffer | SharedArrayBuffer;
  grow(pages: number): number;
}

/** A WebAssembly.Module: compiled code, which can be sent to other threads. */
export type Module = object;

/** The functions of an instance, by name. */
export type Exports = Readonly<Record<string, (...args: number[]) => number>>;

interface WebAssemblyApi {
  validate(bytes: Uint8Array): boolean;
  readonly Memory: new (limits: { initial: number; maximum?: number; shared?: boolean }) => Memory;
  readonly Module: new (bytes: Uint8Array) => Module;
  readonly Instance: new (module: Module, imports: object) => { readonly exports: Exports };
}

// TypeScript declares it in the library of the DOM only, which has no place in packages that run in Node as well; where a page's own code
// has that library, it declares the exports of instances wider than modules of ours are.
const api = (globalThis as unknown as { WebAssembly?: WebAssemblyApi }).WebAssembly;

function required(): WebAssemblyApi {
  if (api === undefined) refuseWithoutWebAssembly("WebAssembly");
  return api;
}

export function refuseWithoutWebAssembly(unit: string): never {
  throw new Error(`${unit}: there is no WebAssembly, expected an engine and a page that allow it`);
}

/**
 * A memory for modules.
 *
 * @param limits - in pages of 64 KiB; `shared` between threads needs a `maximum`.
 * @returns a WebAssembly.Memory.
 * @throws RangeError where the machine does not give as much.
 * @example
 * createMemory({ minimum: 2 }).buffer.byteLength // → 131072
 */
export function createMemory({ minimum, ...rest }: MemoryLimits): Memory {
  return new (required().Memory)({ initial: minimum, ...rest });
}

/**
 * Compiles the bytes of a module, at once.
 *
 * @param bytes - of `ModuleBuilder.bytes`.
 * @returns the module, which can be instantiated many times and sent to other threads.
 * @throws an error where the bytes are not valid, or a page's policy forbids it.
 * @example
 * const builder = new ModuleBuilder()
 * builder.function("one", { parameters: [], result: "i32", export: true }, (f) => f.return(i32.const(1)))
 * instantiate(compile(builder.bytes())).one() // → 1
 */
export function compile(bytes: Uint8Array): Module {
  return new (required().Module)(bytes);
}

/**
 * An instance of a module.
 *
 * @param module - from `compile`.
 * @param memory - the one it imports, if it does.
 * @returns the functions that it exports, by name.
 * @throws an error where the memory is not as large, or not shared, as the module asks for.
 * @example
 * const builder = new ModuleBuilder({ memory: { minimum: 1 } })
 * builder.function("first", { parameters: [], result: "i32", export: true }, (f) => f.return(i32.load(0)))
 * const memory = createMemory({ minimum: 1 })
 * new Int32Array(memory.buffer)[0] = 5
 * instantiate(compile(builder.bytes()), memory).first() // → 5
 */
export function instantiate(module: Module, memory?: Memory): Exports {
  return new (required().Instance)(module, memory === undefined ? {} : { env: { memory } }).exports;
}
